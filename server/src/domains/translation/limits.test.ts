import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { gloss } from '@jujube/lingua';
import { ensureDictionary } from '@jujube/lingua/dictionary';
import { engineServer, TEST_KEY, type TestServer } from '@jujube/lingua/testing';
import { sql } from 'kysely';
import { until } from '../../testing/until.ts';
import { world } from '../../testing/world.ts';

const speak = (text: string, to: string) => gloss(text, to.startsWith('en') ? 'en' : 'zh-Hans').text;

let server: TestServer;
before(async () => {
  ensureDictionary();
  server = await engineServer('libretranslate', speak);
});
after(() => server.close());

const settings = () => ({
  TRANSLATION: '1',
  TRANSLATION_ENGINES: 'libretranslate',
  LIBRETRANSLATE_URL: server.url,
  LIBRETRANSLATE_KEY: TEST_KEY,
});

test('an engine is sent no more characters in a day than it may be; the rest is glossed, and says so', async () => {
  const w = await world({ ...settings(), LIBRETRANSLATE_CHARACTERS_PER_DAY: '60' });
  try {
    const ann = await w.person('ann');
    const { id: note } = await ann.call('POST /notes', {
      body: { title: '', body: 'OK', media: [] } as never,
    });
    for (const body of [
      'The soup was too salty for me.',
      'The bread was warm and soft.',
      'The tea tasted like smoke.',
    ])
      await ann.call('POST /notes/:id/comments', { params: { id: note }, body: { body } });
    await w.settle({ but: ['notes.render-card'] });
    const { rows: states } = await sql<{ state: string }>`
      select state from translations where kind = 'comment' and language = 'zh-Hans' order by id`.execute(
      w.base.db,
    );
    assert.deepEqual(states.map(({ state }) => state).sort(), ['gloss', 'machine', 'machine']);
    const { rows } = await sql<{ characters: string }>`select characters from translation_spending`.execute(
      w.base.db,
    );
    assert.ok(Number(rows[0]!.characters) <= 60);
    const { rows: waiting } = await sql<{ hours: number }>`
      select extract(epoch from run_at - now()) / 3600 as hours from waiting_jobs
      where key like 'text:%:again'`.execute(w.base.db);
    assert.equal(waiting.length, 1, 'it is tried again tomorrow');
  } finally {
    await w.close();
  }
});

test('over budget the next engine is asked, then there is a gloss; each says what it is', async () => {
  const second = await engineServer('deepl', speak);
  const w = await world({
    ...settings(),
    ...{ TRANSLATION_ENGINES: 'libretranslate,deepl', LIBRETRANSLATE_CHARACTERS_PER_DAY: '65' },
    ...{ DEEPL_URL: second.url, DEEPL_KEY: TEST_KEY, DEEPL_CHARACTERS_PER_DAY: '65' },
  });
  try {
    const ann = await w.person('ann');
    const mei = await w.person('mei', { reads: ['zh-Hans'] });
    const { id: note } = await ann.call('POST /notes', {
      body: { title: '', body: 'OK', media: [] } as never,
    });
    for (const noun of ['soup', 'bread', 'tea', 'rice', 'fish', 'cake'])
      await ann.call('POST /notes/:id/comments', {
        params: { id: note },
        body: { body: `The ${noun} was too salty for me.` },
      });
    await w.settle({ but: ['notes.render-card'] });
    const { items } = await mei.call('GET /notes/:id/comments', { params: { id: note } });
    const said = items.map(({ shown }) => `${shown.state} ${shown.by}`).sort();
    assert.deepEqual(said, [
      ...['gloss cc-cedict', 'gloss cc-cedict'],
      ...['machine DeepL', 'machine DeepL', 'machine LibreTranslate', 'machine LibreTranslate'],
    ]);
    const { rows } = await sql<{ engine: string; characters: number }>`
      select engine, characters::int as characters from translation_spending order by engine`.execute(
      w.base.db,
    );
    assert.ok(rows.every(({ characters }) => characters > 0 && characters <= 65));
    assert.equal(rows.length, 2);
  } finally {
    await w.close();
    await second.close();
  }
});

test('a worker that is killed in the middle of translating loses nothing and doubles nothing', async () => {
  const w = await world(settings());
  const folder = await mkdtemp(join(tmpdir(), 'jujube-killed-'));
  const workers: ChildProcess[] = [];
  const start = () => {
    const env = {
      ...{ PATH: process.env['PATH'], DATABASE_URL: w.databaseUrl, DATA_DIR: folder },
      ...{ PORT: '3999', DEMO: '0', LOG_LEVEL: 'error', ...settings() },
    };
    workers.push(
      spawn(process.execPath, ['server/src/main.ts', '--roles=worker'], {
        ...{ cwd: join(import.meta.dirname, '../../../..'), env, stdio: ['ignore', 'ignore', 'inherit'] },
      }),
    );
  };
  const machine = async () => {
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from translations where kind = 'comment' and state = 'machine'`.execute(
      w.base.db,
    );
    return rows[0]!.count;
  };
  try {
    const ann = await w.person('ann');
    const { id: note } = await ann.call('POST /notes', {
      body: { title: '', body: 'OK', media: [] } as never,
    });
    server.manner = 'hang';
    start();
    const asked = server.requests;
    const nouns = [
      'soup',
      'bread',
      'tea',
      'rice',
      'fish',
      'cake',
      'fruit',
      'milk',
      'egg',
      'meat',
      'salt',
      'sugar',
    ];
    for (const noun of nouns)
      await ann.call('POST /notes/:id/comments', {
        params: { id: note },
        body: { body: `The ${noun} was cold yesterday.` },
      });
    await until('the engine was asked', async () => server.requests > asked, 60_000);
    workers[0]!.kill('SIGKILL');
    await once(workers[0]!, 'exit');
    assert.equal(await machine(), 0);
    server.manner = 'well';
    start();
    await until('all are translated', async () => (await machine()) === 2 * nouns.length, 90_000);
    const { rows } =
      await sql`select id, language from translations where kind = 'comment' group by 1, 2 having count(*) > 1`.execute(
        w.base.db,
      );
    assert.deepEqual(rows, []);
  } finally {
    server.manner = 'well';
    for (const worker of workers.filter(
      ({ exitCode, signalCode }) => exitCode === null && signalCode === null,
    )) {
      worker.kill('SIGTERM');
      await once(worker, 'exit');
    }
    await w.close();
    await rm(folder, { recursive: true, force: true });
  }
});
