import { performance } from 'node:perf_hooks';
import { sql, type RawBuilder } from 'kysely';
import type pg from 'pg';

/**
 * Jobs of a lane wait in a table of their own and go to the queue a few at a time: thousands that wait for an engine would
 * be read past by everybody who looks for the next job.
 */
export interface WaitingJob {
  lane: string;
  task: string;
  payload: object;
  priority: number;
  max_attempts: number;
  /** ISO 8601; now where there is none. */
  run_at?: string | undefined;
  /** A waiting job of the same key is replaced; the sooner and the more urgent of the two holds. */
  key: string;
}

/** SQL that lets jobs of different keys wait; in the order of keys, so that no two wait for each other. */
export function addWaiting(jobs: readonly WaitingJob[]): RawBuilder<unknown> {
  return sql`
    insert into waiting_jobs as w (key, lane, task, payload, priority, max_attempts, run_at)
    select key, lane, task, payload, priority, max_attempts, coalesce(run_at, now())
    from json_to_recordset(${JSON.stringify(jobs)}::json) as j (key text, lane text, task text, payload jsonb,
      priority integer, max_attempts integer, run_at timestamptz)
    order by key
    on conflict (key) do update set payload = excluded.payload, priority = least(w.priority, excluded.priority),
      run_at = least(w.run_at, excluded.run_at)`;
}

/** SQL: whether a job with one of these keys (a `text[]`) is under way, or may begin within so many seconds. */
export function isWaiting(keys: RawBuilder<unknown>, seconds: number): RawBuilder<boolean> {
  const soon = sql`run_at <= now() + make_interval(secs => ${seconds})`;
  return sql<boolean>`(exists (select from waiting_jobs where key = any(${keys}) and ${soon})
    or exists (select from graphile_worker._private_jobs where key = any(${keys}) and attempts < max_attempts
      and (locked_at is not null or ${soon})))`;
}

export const MOVE_MS = 200;
/** Share of the time in which the event loop has work from which on whoever asks for a page would feel more of it. */
const BUSY = 0.7;
/**
 * How many go at a time: all at once would be a burst that everybody waits for, and what a minute of comments brings is to
 * be done within the next.
 */
const CALM_STEP = 80;
const BUSY_STEP = 5;

interface Lane {
  pool: pg.Pool;
  name: string;
  /** Most that stand in the queue at once. */
  room: number;
}

/**
 * Answers a function that moves the next jobs of a lane into the queue, and how many it moved. While this process is busy
 * it moves only what somebody waits for (a priority below zero) and what has waited for two seconds, few at a time.
 */
export function moverOf({ pool, name, room }: Lane): () => Promise<number> {
  let before = performance.eventLoopUtilization();
  return async () => {
    const busy = performance.eventLoopUtilization(before).utilization > BUSY;
    before = performance.eventLoopUtilization();
    const { rows } = await pool.query<{ moved: number }>(MOVE, [
      name,
      busy ? BUSY_STEP : CALM_STEP,
      !busy,
      room,
    ]);
    return rows[0]!.moved;
  };
}

/** Everything that waits, at once. */
export async function moveAll(pool: pg.Pool, name: string): Promise<number> {
  const { rows } = await pool.query<{ moved: number }>(MOVE, [name, 1000, true, 1000]);
  return rows[0]!.moved;
}

const MOVE = `
  with next as (
    select key from waiting_jobs
    where lane = $1 and run_at <= now() and ($3 or priority < 0 or run_at < now() - interval '2 seconds')
    order by priority, run_at
    limit least($2, greatest(0, $4 - (
      select count(*) from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
      where t.identifier in (select distinct task from waiting_jobs where lane = $1) and j.run_at <= now())))
    for update skip locked),
  moved as (
    delete from waiting_jobs w using next n where w.key = n.key
    returning w.key, w.task, w.payload, w.priority, w.max_attempts)
  select count(*)::int as moved from graphile_worker.add_jobs(array(
    select json_populate_record(null::graphile_worker.job_spec, json_build_object('identifier', task, 'payload', payload,
      'priority', priority, 'max_attempts', max_attempts, 'job_key', key)) from moved))`;
