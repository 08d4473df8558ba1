import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { modelServer, type ModelServer } from '@jujube/lingua/testing/models';
import { sql } from 'kysely';
import { refused } from '../../../testing/refused.ts';
import { until } from '../../../testing/until.ts';
import { world, type Somebody, type World } from '../../../testing/world.ts';

let w: World;
let server: ModelServer;
let chief: Somebody;

before(async () => {
  server = await modelServer();
  w = await world({ TRANSLATION: '1', MODELS_INDEX: server.index });
  chief = await w.person('chief', { role: 'administrator' });
});
after(async () => {
  await w.close();
  await server.close();
});

const pair = { params: { pair: 'zh-en' } };
const look = () => chief.call('GET /admin/models', {});
const download = async () => (await look()).downloads[0];
const travelling = () => join(w.base.config.dataDir, 'models/zh-en.part/model.zhen.bin.download');
const onDisk = (bytes: number) =>
  until('it is on disk', async () => (await stat(travelling())).size >= bytes);
/** As if its turn had come. */
const due = () => sql`update waiting_jobs set run_at = now()`.execute(w.base.db);

test('what the index offers is shown with its size, the pairs of the pages’ languages first', async () => {
  const { offers } = await chief.call('GET /admin/models/offers', {});
  assert.deepEqual(
    offers.map(({ pair: name, useful }) => [name, useful]),
    [['zh-en', true]],
  );
  assert.ok(offers[0]!.bytes! > 100_000);
  assert.deepEqual(await look(), { used: false, index: server.index, models: [], downloads: [] });
});

test('a download that breaks off says so, goes on by itself where it stopped, and in the end waits for somebody', async () => {
  server.cutAfter = 600;
  server.until = onDisk(600);
  await chief.call('PUT /admin/models/:pair/download', pair);
  await chief.call('PUT /admin/models/:pair/download', pair);
  await w.settle();
  const first = (await download())!;
  assert.deepEqual([first.state, first.pair], ['waiting', 'zh-en']);
  assert.match(first.problem!, /stopped after 600 bytes/);
  server.until = onDisk(1200);
  await due();
  await w.settle();
  assert.equal(server.ranges[0], 'bytes=600-');
  server.until = onDisk(1800);
  await due();
  await w.settle();
  assert.equal((await download())!.state, 'failed');
  server.cutAfter = 0;
  await chief.call('PUT /admin/models/:pair/download', pair);
  await w.settle();
  const { models, downloads } = await look();
  assert.deepEqual(downloads, []);
  assert.deepEqual(
    models.map(({ pair: name, whole, source }) => [name, whole, source]),
    [['zh-en', true, server.index]],
  );
  assert.equal(server.ranges.at(-1), 'bytes=1800-');
});

test('a model that is not what the index says is never used; one that is damaged later is said to be', async () => {
  const place = join(w.base.config.dataDir, 'models/zh-en');
  await writeFile(join(place, 'vocab.zhen.spm'), 'damaged');
  assert.equal((await look()).models[0]!.whole, false);
  await chief.call('DELETE /admin/models/:pair', pair);
  assert.ok(!existsSync(place));
  await assert.rejects(chief.call('DELETE /admin/models/:pair', pair), refused('model.not_found'));
  server.lying = true;
  await chief.call('PUT /admin/models/:pair/download', pair);
  await w.settle();
  assert.match((await download())!.problem!, /not what the index says/);
  assert.deepEqual((await look()).models, []);
  server.lying = false;
});

test('it can be stopped while it waits, and what came is kept until it is removed', async () => {
  await chief.call('DELETE /admin/models/:pair/download', pair);
  assert.equal((await download())!.state, 'stopped');
  await due();
  await w.settle();
  assert.equal((await download())!.state, 'stopped');
  await chief.call('DELETE /admin/models/:pair', pair);
  assert.equal(await download(), undefined);
  await assert.rejects(chief.call('DELETE /admin/models/:pair/download', pair), refused('model.not_found'));
});

test('who stops it while it travels ends it; a worker that is killed meanwhile goes on where it was', async () => {
  const hold = Promise.withResolvers<void>();
  server.cutAfter = 500;
  server.until = hold.promise;
  server.ranges = [];
  const workers: ChildProcess[] = [];
  try {
    workers.push(startWorker());
    await chief.call('PUT /admin/models/:pair/download', pair);
    await until('it travels', async () => ((await download())?.done ?? 0) >= 500, 60_000);
    const shown = (await download())!;
    assert.deepEqual([shown.state, shown.file, shown.total! > 500], ['fetching', 'model.zhen.bin', true]);
    await chief.call('DELETE /admin/models/:pair/download', pair);
    await until('the job ended', async () => (await jobs()) === 0, 60_000);
    assert.equal((await download())!.state, 'stopped');
    await chief.call('PUT /admin/models/:pair/download', pair);
    await until('it travels again', async () => ((await download())?.done ?? 0) >= 1_000, 60_000);
    workers[0]!.kill('SIGKILL');
    await once(workers[0]!, 'exit');
    server.cutAfter = 0;
    workers.push(startWorker());
    await until('it is there', async () => (await look()).models.length === 1, 120_000);
    assert.deepEqual(server.ranges, ['bytes=500-', 'bytes=1000-']);
  } finally {
    hold.resolve();
    for (const worker of workers.filter(
      ({ exitCode, signalCode }) => exitCode === null && signalCode === null,
    )) {
      worker.kill('SIGTERM');
      await once(worker, 'exit');
    }
  }
});

async function jobs(): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select (select count(*) from graphile_worker._private_jobs where key = 'model:zh-en')::int
      + (select count(*) from waiting_jobs where key = 'model:zh-en')::int as count`.execute(w.base.db);
  return rows[0]!.count;
}

function startWorker(): ChildProcess {
  const env = {
    ...{ PATH: process.env['PATH'], DATABASE_URL: w.databaseUrl, DATA_DIR: w.base.config.dataDir },
    ...{ PORT: '3999', DEMO: '0', LOG_LEVEL: 'error', MODELS_INDEX: server.index },
  };
  return spawn(process.execPath, ['server/src/main.ts', '--roles=worker'], {
    ...{ cwd: join(import.meta.dirname, '../../../../..'), env, stdio: ['ignore', 'ignore', 'inherit'] },
  });
}

test('an index that cannot be read is said to be, and harms nothing', async () => {
  await server.close();
  await assert.rejects(chief.call('GET /admin/models/offers', {}), refused('model.index'));
  assert.equal((await look()).models.length, 1);
});
