import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { load } from './lib/load.ts';
import { measured, median, table } from './lib/report.ts';
import { onStage, printLimits, settled } from './lib/stage.ts';

// Likes by many people for 60 s, with the worker beside them; then every job done, and counters equal to the truth.
// npm run bench -- like

await onStage({ people: 18_000 }, async ({ server, pool, readers }) => {
  const { rows } = await pool.query<{ id: string }>(
    'select id from notes order by published_at desc limit 5000',
  );
  const shot = (turn: number) => ({
    method: 'PUT' as const,
    // Another note each time somebody's turn comes again.
    path: `/api/v1/notes/${rows[(turn * 31 + Math.floor(turn / readers.length)) % rows.length]!.id}/like`,
    headers: { cookie: readers[turn % readers.length]!.cookie },
  });
  await load({ url: server.url, seconds: 5, next: ({ n, index }) => shot(n * 16 + index) });
  const lags = watchLag(pool);
  const likes = await measured('like', server, () =>
    load({ url: server.url, seconds: 60, next: ({ n, index }) => shot(9001 + n * 16 + index) }),
  );
  const behind = await lags.stop();
  const seconds = await settled(pool);
  table([{ ...likes, floor: 1000 }]);
  console.log(
    `every job of these was done and every counter rolled up ${seconds.toFixed(1)} s after the last like`,
  );
  console.log(
    `counters were behind by ${median(behind).toFixed(1)} s (median of ${behind.length}), ${Math.max(...behind).toFixed(1)} s at most, while likes came in; at most 2 s is asked for\n`,
  );
  const wrong = await pool.query(
    `select c.id from counters c where c.kind = 'note' and c.name = 'likes'
       and c.value <> (select count(*) from reactions r where r.kind = 'note' and r.subject_id = c.id and r.name = 'like')`,
  );
  assert.equal(wrong.rowCount, 0, 'counters equal the rows');
  for (const {
    shot: { path },
    body,
  } of likes.samples)
    assert.equal((JSON.parse(body) as { liked: boolean }).liked, true, path);
  await printLimits(pool, likes);
});

/** Again and again: how many seconds until what was counted by now is in the counters. */
function watchLag(pool: pg.Pool): { stop(): Promise<number[]> } {
  const behind: number[] = [];
  let stopped = false;
  const watching = (async () => {
    while (!stopped) {
      const { rows } = await pool.query<{ n: string | null }>('select max(n) as n from counter_deltas');
      const from = performance.now();
      const newest = rows[0]?.n ?? null;
      const isThere = async () =>
        (await pool.query('select from counter_deltas where n <= $1 limit 1', [newest])).rowCount === 0;
      while (!(await isThere())) await pause(20);
      if (newest !== null) behind.push((performance.now() - from) / 1000);
      await pause(100);
    }
  })();
  return {
    async stop() {
      stopped = true;
      await watching;
      return behind;
    },
  };
}
