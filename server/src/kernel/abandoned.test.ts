import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { until } from '../testing/until.ts';
import { world, type World } from '../testing/world.ts';
import { freeAbandoned } from './abandoned.ts';
import { task } from './events.ts';
import { startWorker } from './jobs.ts';
import { transact } from './transaction.ts';

let w: World;
before(async () => {
  w = await world();
});
after(() => w.close());

test('jobs of a worker that was killed are run by the next, and those of one that lives are left to it', async () => {
  const runs: string[] = [];
  let finish: () => void = () => undefined;
  const slow = task('test.slow', async (_, { name }: { name: string }) => {
    runs.push(name);
    await new Promise<void>((resolve) => (finish = resolve));
  });
  const { pool } = w.base;
  await transact(w.as(), async (tx) => tx.enqueue(slow, { name: 'one' }));
  const worker = await startWorker({ pool, tasks: [slow], crontab: '', context: () => w.as() });
  await until('the first job began', async () => runs.length === 1);

  await pool.query(`update graphile_worker._private_jobs set locked_at = now() - interval '1 minute'`);
  assert.equal(await freeAbandoned(pool), 0, 'its worker lives');
  const { rows } = await pool.query<{ held: boolean }>(
    'select locked_by is not null as held from graphile_worker._private_jobs',
  );
  assert.deepEqual(rows, [{ held: true }]);
  finish();
  await worker.stop();

  await transact(w.as(), async (tx) => tx.enqueue(slow, { name: 'two' }));
  await pool.query(
    `update graphile_worker._private_jobs set locked_by = 'pool-that-was-killed', locked_at = now() - interval '1 minute'`,
  );
  const next = await startWorker({ pool, tasks: [slow], crontab: '', context: () => w.as() });
  await until('the job of the dead worker began', async () => runs.length === 2);
  finish();
  await next.stop();
  assert.deepEqual(runs, ['one', 'two']);
});

test('what waits in a queue is begun when the one before it has ended, not when the clock says so', async () => {
  const ended: number[] = [];
  const queued = task({ name: 'test.queued', queue: 'test' }, async () => {
    ended.push(performance.now());
  });
  const { pool } = w.base;
  await transact(w.as(), async (tx) => {
    for (let n = 0; n < 40; n += 1) tx.enqueue(queued, { n });
  });
  const worker = await startWorker({ pool, tasks: [queued], crontab: '', context: () => w.as() });
  await until('all of them ran', async () => ended.length === 40);
  await worker.stop();
  const gaps = ended.slice(1).map((at, index) => at - ended[index]!);
  const middle = gaps.sort((a, b) => a - b)[20]!;
  assert.ok(middle < 700, `${middle.toFixed(0)} ms between two`);
});
