import type pg from 'pg';

/** First half of the advisory locks that living workers hold; the second is a hash of the worker's name. */
const LIVING = 7_264_001;
/** A worker holds its lock well before its first job is this old. */
const GRACE_SECONDS = 10;

export interface Living {
  release(): Promise<void>;
}

/** Says, for as long as this process and its connection live, that a worker lives. */
export async function sayLiving(pool: pg.Pool, worker: string): Promise<Living> {
  const client = await pool.connect();
  await client.query('select pg_advisory_lock($1, hashtext($2))', [LIVING, worker]);
  return {
    // Ending the connection ends the lock.
    release: async () => client.release(true),
  };
}

/**
 * Gives back the jobs of workers that were killed: the queue itself would keep them for four hours. Whoever holds no lock
 * any more is dead; answers how many workers were.
 */
export async function freeAbandoned(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ dead: number }>(
    `with dead as materialized (
       select array_agg(name) as names from (
         select distinct locked_by as name from graphile_worker._private_jobs
         where locked_by is not null and locked_at < now() - make_interval(secs => $2)) held
       where pg_try_advisory_xact_lock($1, hashtext(name)))
     select cardinality(names) as dead, graphile_worker.force_unlock_workers(names) from dead where names is not null`,
    [LIVING, GRACE_SECONDS],
  );
  return rows[0]?.dead ?? 0;
}
