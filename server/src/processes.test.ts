import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { createClient } from '@jujube/contract';
import pg from 'pg';
import { testDatabase, type TestDatabase } from './testing/database.ts';
import { codeOf } from './testing/refused.ts';
import { until } from './testing/until.ts';

// Two web processes, a worker and a feed on one database: nothing they must agree on lives in one of them.

let database: TestDatabase;
let folder: string;
let pool: pg.Pool;
const children: ChildProcess[] = [];
let ports: [number, number];

before(async () => {
  database = await testDatabase();
  pool = new pg.Pool({ connectionString: database.url });
  folder = await mkdtemp(join(tmpdir(), 'jujube-processes-'));
  ports = [await freePort(), await freePort()];
  start('feed', 0);
  start('worker', 0);
  for (const port of ports) start('web', port);
  for (const port of ports)
    await until(
      `web ${port} is ready`,
      async () => (await fetch(`http://127.0.0.1:${port}/readyz`)).ok,
      120_000,
    );
});

after(async () => {
  await Promise.all(children.map((child) => ended(child)));
  await pool.end();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

function start(role: string, port: number): ChildProcess {
  const env = {
    ...process.env,
    DATABASE_URL: database.url,
    DATA_DIR: folder,
    PORT: String(port || 3999),
    DEMO: '0',
    LOG_LEVEL: 'error',
  };
  const child = spawn(process.execPath, ['server/src/main.ts', `--roles=${role}`], {
    cwd: join(import.meta.dirname, '../..'),
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  children.push(child);
  return child;
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** Somebody whose every request goes to the process they name. */
async function signUp(handle: string) {
  const response = await fetch(`http://127.0.0.1:${ports[0]}/api/auth/sign-up/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      email: `${handle}@example.org`,
      password: 'seven wet umbrellas',
      name: handle,
      handle,
    }),
  });
  assert.equal(response.status, 200, await response.clone().text());
  const cookie = response.headers.getSetCookie()[0]!.split(';')[0]!;
  const { rows } = await pool.query<{ id: string }>('select id from people where handle = $1', [handle]);
  const on = (web: 0 | 1) => createClient({ base: `http://127.0.0.1:${ports[web]}`, headers: { cookie } });
  return { id: rows[0]!.id, cookie, on };
}

test('what is written on one is read on the other, and the worker does what follows', async () => {
  const [ann, bo] = [await signUp('ann_p'), await signUp('bo_p')];
  const { id } = await ann.on(0)('POST /notes', { body: { title: 'from the first', language: 'en' } });
  assert.equal((await bo.on(1)('GET /notes/:id', { params: { id } })).title, 'from the first');
  assert.deepEqual(await bo.on(1)('PUT /notes/:id/like', { params: { id } }), { liked: true, likes: 1 });
  assert.equal((await bo.on(0)('GET /notes/:id', { params: { id } })).liked, true);
  await until('the inbox hears of it', async () =>
    (await ann.on(1)('GET /inbox')).items.some((notice) => notice.kind === 'like'),
  );
  await until(
    'the counter is rolled up',
    async () =>
      (await ann.on(0)('GET /people/:person/notes', { params: { person: ann.id } })).items[0]?.likes === 1,
  );
});

test('a cursor of one goes on on the other, and the feed is asked by its socket', async () => {
  const cy = await signUp('cy_p');
  await pool.query(`update people set created_at = now() - interval '60 days' where id = $1`, [cy.id]);
  for (let index = 0; index < 6; index++)
    await cy.on(0)('POST /notes', { body: { title: `note ${index}`, language: 'en' } });
  await until(
    'the feed has learnt of all',
    async () => (await cy.on(0)('GET /feed/explore')).items.length >= 7,
  );
  const first = await cy.on(0)('GET /feed/explore', { query: { limit: 3 } });
  const second = await cy.on(1)('GET /feed/explore', { query: { limit: 3, cursor: first.cursor! } });
  const ids = [...first.items, ...second.items].map(({ id }) => id);
  assert.equal(new Set(ids).size, 6);
});

test('what was shown by one counts on the other, once, and only of whom it was shown to', async () => {
  const [hal, ida] = [await signUp('hal_p'), await signUp('ida_p')];
  const { items, list } = await hal.on(0)('GET /feed/explore');
  assert.ok(items.length > 0);
  const signals = items.map(({ id, position }) => ({
    note: id,
    position: position!,
    kind: 'impression' as const,
  }));
  const body = { lists: [{ list, signals }] };
  assert.deepEqual(await ida.on(1)('POST /signals', { body }), { counted: 0, dropped: signals.length });
  const both = await Promise.all(([0, 1] as const).map((web) => hal.on(web)('POST /signals', { body })));
  assert.equal(both[0]!.counted + both[1]!.counted, signals.length);
  const { rows } = await pool.query('select from signals where reader = $1', [hal.id]);
  assert.equal(rows.length, signals.length);
});

test('a key used on both at once is one note', async () => {
  const dee = await signUp('dee_p');
  const post = (web: 0 | 1) =>
    dee.on(web)('POST /notes', { body: { title: 'once', language: 'en' }, idempotencyKey: 'the-same' });
  const [one, two] = await Promise.all([post(0), post(1)]);
  assert.equal(one.id, two.id);
});

test('a suspended person and an ended session are refused everywhere within a second', async () => {
  const eve = await signUp('eve_p');
  const begun = performance.now();
  await pool.query(`update people set suspended_until = now() + interval '1 hour' where id = $1`, [eve.id]);
  for (const web of [0, 1] as const)
    assert.equal(await codeOf(eve.on(web)('GET /inbox')), 'access.suspended');
  await pool.query(`update people set suspended_until = null where id = $1`, [eve.id]);
  assert.equal(await codeOf(eve.on(1)('GET /inbox')), null);
  const out = await fetch(`http://127.0.0.1:${ports[0]}/api/auth/sign-out`, {
    method: 'POST',
    headers: { cookie: eve.cookie, 'content-type': 'application/json' },
    body: '{}',
  });
  assert.ok(out.ok);
  for (const web of [0, 1] as const) assert.equal(await codeOf(eve.on(web)('GET /inbox')), 'access.sign_in');
  assert.ok(performance.now() - begun < 5000);
});

test('a limit is one limit, whichever process is asked', async () => {
  const fay = await signUp('fay_p');
  const codes: (string | null)[] = [];
  for (let index = 0; index < 6; index++) {
    codes.push(
      await codeOf(
        fay.on(index % 2 === 0 ? 0 : 1)('POST /notes', { body: { title: `n${index}`, language: 'en' } }),
      ),
    );
  }
  assert.deepEqual(
    codes,
    [null, null, null, null, null, 'limit.too_many'],
    'accounts under three days have half of ten',
  );
});

test('without the feed there is still a page, and it is used again when it is back', async () => {
  const gus = await signUp('gus_p');
  await ended(children[0]!);
  assert.ok((await gus.on(0)('GET /feed/explore')).items.length > 0);
  children[0] = start('feed', 0);
  children.pop();
  const { id } = await gus.on(0)('POST /notes', {
    body: { title: 'after the restart', channel: 'food', language: 'en' },
  });
  await until('the feed ranks again', async () =>
    (await gus.on(1)('GET /feed/explore')).items.some((card) => card.id === id),
  );
  assert.ok(
    children.every((child) => child.exitCode === null),
    'nothing else ended when the feed did',
  );
});
