import type pg from 'pg';
import { pointSelects, rawHttp } from './limits.ts';
import { print, type Row } from './report.ts';
import { startServer, type Running } from './server.ts';
import { connect, signIn, STANDARD, worldFolder, type Reader } from './world.ts';

export interface Stage {
  server: Running;
  pool: pg.Pool;
  readers: Reader[];
}

/** A production start on the standard world with so many people signed in; everything is stopped afterwards. */
export async function onStage(
  { people, notes = STANDARD.notes }: { people: number; notes?: number },
  work: (stage: Stage) => Promise<void>,
): Promise<void> {
  const folder = worldFolder({ ...STANDARD, notes });
  const server = await startServer(folder);
  const pool = await connect(folder);
  try {
    // What the run before left to do would be measured with this one.
    await settled(pool);
    await work({ server, pool, readers: await signIn(pool, people) });
  } finally {
    await pool.end();
    await server.stop();
  }
}

/** What the machine can do at most, in the same run. */
export async function printLimits(pool: pg.Pool, { bytes }: Pick<Row, 'bytes'>): Promise<void> {
  const raw = await rawHttp(bytes, 5);
  print(
    ['limit in this run', 'rate /s'],
    [
      [`node:http, ${bytes} bytes prebuilt`, raw.rate.toFixed(0)],
      ['PostgreSQL point select', (await pointSelects(pool, 5)).toFixed(0)],
    ],
  );
}

/** Waits until no job is left that can run, and counters are rolled up; answers the seconds it took. */
export async function settled(pool: pg.Pool): Promise<number> {
  const from = performance.now();
  for (;;) {
    const { rows } = await pool.query<{ left: number }>(
      `select (select count(*) from graphile_worker._private_jobs where attempts < max_attempts)::int
         + (select count(*) from waiting_jobs where run_at <= now())::int
         + (select count(*) from counter_deltas)::int as left`,
    );
    if (rows[0]!.left === 0) return (performance.now() - from) / 1000;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
