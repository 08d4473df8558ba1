import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { gloss } from '@jujube/lingua';
import { ensureDictionary } from '@jujube/lingua/dictionary';
import { addModel } from '@jujube/lingua/models';
import { engineServer, TEST_KEY, tinyModel, type TestServer } from '@jujube/lingua/testing';
import { sql } from 'kysely';
import { until } from '../../testing/until.ts';
import { world, type Somebody, type World } from '../../testing/world.ts';

// The processes that translate are killed while they do; a killed worker stands in limits.test.ts.

let server: TestServer;
before(async () => {
  ensureDictionary();
  server = await engineServer(
    'libretranslate',
    (text, to) => gloss(text, to.startsWith('en') ? 'en' : 'zh-Hans').text,
  );
});
after(() => server.close());

/** Every process below one. */
function below(pid: number): number[] {
  const own = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number),
  );
  return own.flatMap((child) => [child, ...below(child)]);
}

function running(script: string): number[] {
  return below(process.pid).filter((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(script));
}

const THINGS = ['soup', 'bread', 'tea', 'rice', 'fish', 'cake', 'fruit', 'milk'];
const ZH = ['汤', '面包', '茶', '米饭', '鱼', '蛋糕', '水果', '牛奶'];

async function say(ann: Somebody, bodies: string[]): Promise<void> {
  const { id } = await ann.call('POST /notes', { body: { title: '', body: 'OK', media: [] } as never });
  for (const body of bodies) await ann.call('POST /notes/:id/comments', { params: { id }, body: { body } });
}

async function versions(w: World) {
  const { rows } = await sql<{ id: string; language: string; state: string; count: number }>`
    select id, language, min(state) as state, count(*)::int as count from translations where kind = 'comment'
    group by 1, 2`.execute(w.base.db);
  return rows;
}

test('the process that asks engines is killed in the middle: each text is there once, in each language', async () => {
  const w = await world({
    ...{ TRANSLATION: '1', TRANSLATION_ENGINES: 'libretranslate' },
    ...{ LIBRETRANSLATE_URL: server.url, LIBRETRANSLATE_KEY: TEST_KEY },
  });
  try {
    const ann = await w.person('ann');
    server.manner = 'hang';
    await say(
      ann,
      THINGS.map((thing) => `The ${thing} was cold yesterday.`),
    );
    const asked = server.requests;
    const settled = w.settle({ but: ['notes.render-card'] });
    await until('the engine was asked', async () => server.requests > asked);
    server.manner = 'well';
    for (const pid of running('providers/translate/worker')) process.kill(pid, 'SIGKILL');
    await settled;
    const rows = await versions(w);
    assert.equal(rows.length, 2 * THINGS.length);
    assert.ok(rows.every(({ count, state }) => count === 1 && state === 'machine'));
  } finally {
    server.manner = 'well';
    await w.close();
  }
});

test('the process with the model is killed again and again: the same', async () => {
  const w = await world({ TRANSLATION: '1', TRANSLATION_ENGINES: 'bergamot' });
  const brought = await mkdtemp(join(tmpdir(), 'jujube-tiny-'));
  try {
    const { model, vocabulary } = tinyModel();
    await writeFile(join(brought, 'model.zhen.bin'), model);
    await writeFile(join(brought, 'vocab.zhen.spm'), vocabulary);
    const models = join(w.base.config.dataDir, 'models');
    await mkdir(models, { recursive: true });
    await addModel(brought, models);
    const ann = await w.person('ann');
    await say(
      ann,
      ZH.map((thing) => `${thing}很好，我喜欢。`),
    );
    const settled = w.settle({ but: ['notes.render-card'] });
    for (let turn = 0; turn < 2; turn += 1) {
      await until('the model is loaded', async () => running('bergamot-child').length > 0);
      for (const pid of running('bergamot-child')) process.kill(pid, 'SIGKILL');
      await until('it is gone', async () => running('bergamot-child').length === 0 || turn === 1);
    }
    await settled;
    await until(
      'all are translated',
      async () => {
        await sql`update waiting_jobs set run_at = now()`.execute(w.base.db);
        await w.settle({ but: ['notes.render-card'] });
        const rows = await versions(w);
        return (
          rows.filter(({ language, state }) => language === 'en' && state === 'machine').length === ZH.length
        );
      },
      60_000,
    );
    const rows = await versions(w);
    assert.equal(rows.length, 2 * ZH.length);
    assert.ok(rows.every(({ count }) => count === 1));
  } finally {
    await w.close();
    await rm(brought, { recursive: true, force: true });
  }
});
