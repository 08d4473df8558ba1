import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import pg from 'pg';
import { troublesIn } from '../testing/migration-rules.ts';
import { testPostgres } from '../testing/postgres.ts';
import { until } from '../testing/until.ts';
import { DatabaseHeld, LOCK_TIMEOUT_MS, migrate, MIGRATIONS } from './migrate.ts';

// Migrations run while the site serves: nobody's request fails, and none waits longer than a short lock.

/** Databases from before were empty when they ran these. */
const LAST_OF_THE_FIRST = '0017_demo.sql';
const ALL = readdirSync(MIGRATIONS)
  .filter((name) => name.endsWith('.sql'))
  .sort();

const folders: string[] = [];
const databases: string[] = [];
const clients: pg.Client[] = [];
after(async () => {
  await Promise.all(clients.map((client) => client.end()));
  for (const name of databases) await admin(`drop database if exists ${name} with (force)`);
  for (const folder of folders) rmSync(folder, { recursive: true });
});

async function admin(statement: string): Promise<void> {
  const client = new pg.Client(await testPostgres());
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

async function emptyDatabase(): Promise<string> {
  const name = `test_${process.pid}_${randomBytes(4).toString('hex')}`;
  await admin(`create database ${name}`);
  databases.push(name);
  const url = new URL(await testPostgres());
  url.pathname = `/${name}`;
  return url.href;
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client(url);
  await client.connect();
  clients.push(client);
  return client;
}

/** A folder with these migrations of ours, and others as they might come. */
function folderOf(ours: readonly string[], others: Record<string, string> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'jujube-migrations-'));
  folders.push(folder);
  for (const name of ours) cpSync(join(MIGRATIONS, name), join(folder, name));
  for (const [name, text] of Object.entries(others)) writeFileSync(join(folder, name), text);
  return folder;
}

test('no migration after the first ones takes a lock that lasts', () => {
  for (const name of ALL.filter((one) => one > LAST_OF_THE_FIRST)) {
    assert.deepEqual(troublesIn(readFileSync(join(MIGRATIONS, name), 'utf8')), [], name);
  }
});

test('the rules for migrations know what holds a table', () => {
  for (const bad of [
    'create index notes_place on notes (place);',
    'CREATE UNIQUE INDEX people_name\n  ON people (name);',
    'create index concurrently notes_place on notes (place);',
    '-- outside a transaction\ncreate index concurrently notes_place on notes (place);',
    'alter table notes add constraint a check (title <> $$x$$);',
    'alter table notes add constraint a foreign key (author_id) references people;',
    'alter table notes add unique (title);',
    'alter table notes add column a bigint references people;',
    'alter table notes add column a text not null;',
    'alter table notes add column a uuid default gen_random_uuid();',
    'alter table notes add column a bigserial;',
    'alter table notes add column a text generated always as (title) stored;',
    'alter table notes alter column place set not null;',
    'alter table notes alter column title type varchar(60);',
    'alter table notes alter title set data type varchar(60);',
    'alter table notes rename column title to name;',
    'alter table notes validate constraint a;',
    'alter table notes set unlogged;',
    `update notes set place = '{}' where place is null limit 10;`,
    `-- outside a transaction\nupdate notes set place = '{}';`,
    'truncate notes;',
    'lock table notes;',
    'vacuum full notes;',
    'reindex table notes;',
    '-- outside a transaction\ncreate function a() returns void language sql as $$ select 1; $$;',
  ]) {
    assert.equal(troublesIn(bad).length > 0, true, bad);
  }
  for (const good of [
    'create table moods (id uuid primary key, note_id bigint not null references notes);\ncreate index moods_note on moods (note_id);\nalter table moods add unique (note_id);\nupdate moods set id = id;',
    `alter table notes add column mood text; -- create index x on notes (mood);`,
    `alter table notes add column mood text not null default 'calm; rename';`,
    'alter table notes add column felt_at timestamptz default now();',
    `alter table notes add constraint a check (mood <> '') not valid;`,
    '-- outside a transaction\nalter table notes validate constraint a;\ndrop index concurrently if exists a;\ncreate index concurrently a on notes (mood);',
    '-- outside a transaction\n-- in batches\nupdate notes set mood = 1 where id in (select id from notes where mood is null limit 1000);',
    'alter table notes drop column mood;',
    'create or replace function a() returns void language sql as $$ update notes set id = 1; $$;',
  ]) {
    assert.deepEqual(troublesIn(good), [], good);
  }
});

const PEOPLE = 2000;
const NOTES = 10_000;

/** As much as a small community has after a year. */
async function fill(client: pg.Client): Promise<void> {
  await client.query(`
    insert into people (id, handle, handle_skeleton, name, email)
      select n, 'p' || n, 'p' || n, 'Person ' || n, n || '@none.invalid' from generate_series(1, ${PEOPLE}) n;
    insert into notes (id, author_id, published_at, title, body, language, visibility, form)
      select n, 1 + n % ${PEOPLE}, now() - n * interval '1 minute', 'Note ' || n, repeat('words ', 40), 'en', 'public', 'text'
      from generate_series(1, ${NOTES}) n;
    insert into comments (id, note_id, author_id, body, language)
      select n, 1 + n % ${NOTES}, 1 + n % ${PEOPLE}, 'said', 'en' from generate_series(1, ${2 * NOTES}) n;
    insert into reactions (person_id, kind, subject_id, name, id)
      select 1 + n % ${PEOPLE}, 'note', n, 'like', n from generate_series(1, ${NOTES}) n;
    analyze`);
}

interface Load {
  /** The longest any request took, ms. */
  longest: number;
  requests: number;
  failures: unknown[];
}

/** What pages ask and people do, over tables that the first migrations made. */
const REQUESTS: readonly ((random: number, fresh: number) => string)[] = [
  () => `select n.id, n.title, p.name from notes n join people p on p.id = n.author_id
    where n.visibility = 'public' and n.deleted_at is null order by n.published_at desc, n.id desc limit 30`,
  (random) =>
    `select * from comments where note_id = ${random} and parent_id is null order by id desc limit 20`,
  (_, fresh) => `insert into notes (id, author_id, published_at, title, body, language, visibility, form)
    values (${fresh}, 1 + ${fresh % PEOPLE}, now(), 'New', 'words', 'en', 'public', 'text')`,
  (random, fresh) => `insert into comments (id, note_id, author_id, body, language)
    values (${fresh}, ${random}, 1 + ${fresh % PEOPLE}, 'new', 'en')`,
  (random) => `update people set updated_at = now() where id = 1 + ${random % PEOPLE}`,
  (random, fresh) => `insert into reactions (person_id, kind, subject_id, name, id)
    values (1 + ${fresh % PEOPLE}, 'note', ${random}, 'save', ${fresh}) on conflict do nothing`,
];

/** Several people at once, until `work` is done. */
async function underLoad(url: string, work: () => Promise<unknown>): Promise<Load> {
  const load: Load = { longest: 0, requests: 0, failures: [] };
  let working = true;
  let fresh = 10_000_000;
  const people = Array.from({ length: 6 }, async (_, person) => {
    const client = await connect(url);
    for (let turnOf = person; working; turnOf += 1) {
      fresh += 1;
      const from = performance.now();
      await client
        .query(REQUESTS[turnOf % REQUESTS.length]!(1 + ((fresh * 7919) % NOTES), fresh))
        .catch((error: unknown) => load.failures.push(error));
      load.longest = Math.max(load.longest, performance.now() - from);
      load.requests += 1;
      await turn();
    }
  });
  await work().finally(() => (working = false));
  await Promise.all(people);
  return load;
}

/** Migrations as they will be written: every kind of change that a table in use can take. */
const NEXT = {
  '9001_mood.sql': `
    alter table notes add column mood text;
    alter table notes alter column mood set default 'calm';
    alter table people add column felt_at timestamptz default now();
    create table moods (name text primary key, by_id bigint references people on delete cascade);
    alter table notes add constraint notes_mood check (mood is not null) not valid;`,
  '9002_fill.sql': `-- outside a transaction
-- in batches
update notes set mood = 'calm' where id in (select id from notes where mood is null order by id limit 2000);
alter table notes validate constraint notes_mood;
drop index concurrently if exists notes_mood_time;
create index concurrently notes_mood_time on notes (mood, published_at desc);
`,
};

/** Until a migration has waited for a lock so many times. */
async function metLocks(watcher: pg.Client, times: number): Promise<void> {
  const attempts = new Set<string>();
  await until(`a migration steps back ${times} times`, async () => {
    const { rows } = await watcher.query<{ began: string }>(
      `select query_start::text as began from pg_stat_activity
       where datname = current_database() and application_name = 'jujube migrations' and wait_event_type = 'Lock'`,
    );
    for (const { began } of rows) attempts.add(began);
    return attempts.size >= times;
  });
}

/** A machine that does other things as well makes anybody wait a little. */
const SLACK_MS = 1200;

for (const [name, from, to] of [
  ['the newest migrations', folderOf(ALL.filter((one) => one <= LAST_OF_THE_FIRST)), MIGRATIONS],
  ['migrations as they will be written', MIGRATIONS, folderOf(ALL, NEXT)],
] as const) {
  test(`people read and write while ${name} run: nobody fails, nobody waits`, async () => {
    const url = await emptyDatabase();
    await migrate(url, { folder: from });
    const holder = await connect(url);
    await fill(holder);
    // A backup or a long report: what it touched stays locked, and a migration that waits for it makes all others wait.
    await holder.query(
      'begin; update people set name = name where id = 1; update notes set title = title where id = 1',
    );
    const done: string[] = [];
    const load = await underLoad(url, async () => {
      const migrating = migrate(url, { folder: to }).then(() => done.push('migrated'));
      await metLocks(await connect(url), 3);
      assert.deepEqual(done, []);
      await holder.query('commit');
      await migrating;
    });
    assert.deepEqual(load.failures, []);
    assert.ok(load.requests > 200, `${load.requests} requests`);
    assert.ok(load.longest < LOCK_TIMEOUT_MS + SLACK_MS, `a request took ${Math.round(load.longest)} ms`);
  });
}

test('a table that somebody holds for good is a sentence, and what was applied stays', async () => {
  const url = await emptyDatabase();
  await migrate(url);
  const holder = await connect(url);
  await holder.query('begin; lock table notes in row exclusive mode');
  const folder = folderOf(ALL, {
    '9001_a.sql': 'create table one_more (id bigint);',
    '9002_b.sql': 'alter table notes add column mood text;',
  });
  await assert.rejects(migrate(url, { folder, patience: 600 }), (error: Error) => {
    assert.ok(error instanceof DatabaseHeld);
    assert.match(
      error.message,
      /^Migration 9002_b.sql found no moment in 1 s in which nobody held its tables$/,
    );
    return true;
  });
  await holder.query('commit');
  await migrate(url, { folder });
  const { rows } = await holder.query(`select count(*)::int as files from migrations where name like '900%'`);
  assert.deepEqual(rows, [{ files: 2 }]);
});

test('two processes that start at once migrate once, also where an index is made concurrently', async () => {
  const url = await emptyDatabase();
  const folder = folderOf(ALL, NEXT);
  await Promise.all([migrate(url, { folder }), migrate(url, { folder }), migrate(url, { folder })]);
  const client = await connect(url);
  const { rows } = await client.query(
    `select indisvalid from pg_index where indexrelid = 'notes_mood_time'::regclass`,
  );
  assert.deepEqual(rows, [{ indisvalid: true }]);
});

test('an index that failed half-way is made anew by the next start', async () => {
  const url = await emptyDatabase();
  await migrate(url);
  const client = await connect(url);
  await client.query(`insert into people (id, handle, handle_skeleton, name, email)
    select n, 'p' || n, 'p' || n, 'Same', n || '@none.invalid' from generate_series(1, 2) n`);
  const folder = folderOf(ALL, {
    '9001_a.sql': `-- outside a transaction
drop index concurrently if exists people_one_name;
create unique index concurrently people_one_name on people (name);`,
  });
  await assert.rejects(migrate(url, { folder }), /could not create unique index/);
  await client.query(`update people set name = 'Other' where id = 2`);
  await migrate(url, { folder });
  const { rows } = await client.query(
    `select indisvalid from pg_index where indexrelid = 'people_one_name'::regclass`,
  );
  assert.deepEqual(rows, [{ indisvalid: true }]);
});
