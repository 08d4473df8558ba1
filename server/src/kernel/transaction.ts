import { randomUUID } from 'node:crypto';
import { sql, type Transaction } from 'kysely';
import type { DB } from '../generated/tables.ts';
import type { Context } from './context.ts';
import { WITH_COMMIT } from './database.ts';
import type { Event, TaskName } from './events.ts';
import { addWaiting, type WaitingJob } from './waiting-jobs.ts';

declare const isTx: unique symbol;

/** A context whose `db` is a transaction. A function that takes `Tx` can only be called inside one. */
export interface Tx extends Omit<Context, 'db'> {
  db: Transaction<DB>;
  /** Tells subscribers: one job each, written with this transaction's commit. */
  emit<Payload extends object>(event: Event<Payload>, payload: Payload): void;
  /** Adds a job of one's own to this transaction. */
  enqueue<Payload extends object>(task: TaskName, payload: Payload, options?: JobOptions): void;
  readonly [isTx]: true;
}

export interface JobOptions {
  runAt?: Date;
  /** A waiting job of the same key is replaced. */
  key?: string;
  /** In place of the task's own. */
  priority?: number;
}

interface JobSpec {
  identifier: string;
  payload: object;
  queue_name?: string;
  run_at?: string;
  max_attempts?: number;
  job_key?: string;
  priority?: number;
}

/**
 * Runs `work` in one transaction: all of it or nothing, its jobs included (one `add_jobs` call, sent with the commit).
 * Inside another transaction it joins that one.
 */
export async function transact<T>(ctx: Context, work: (tx: Tx) => Promise<T>): Promise<T> {
  if (ctx.joined) return work(ctx.joined);
  const trx = await ctx.db.startTransaction().execute();
  const jobs: Jobs = { ready: [], waiting: [] };
  try {
    const result = await work(txOf(ctx, trx, jobs));
    await addJobs(trx, jobs);
    await trx.commit().execute();
    return result;
  } catch (error) {
    if (!trx.isCommitted && !trx.isRolledBack) await trx.rollback().execute();
    throw error;
  }
}

/** What a transaction adds: to the queue, and to the lanes before it. */
interface Jobs {
  ready: JobSpec[];
  waiting: WaitingJob[];
}

function txOf(ctx: Context, db: Transaction<DB>, jobs: Jobs): Tx {
  const base = {
    ...ctx,
    db,
    emit(event: Event, payload: object) {
      for (const subscription of ctx.subscriptions.get(event.name) ?? [])
        jobs.ready.push(specOf(subscription, payload));
    },
    enqueue(task: TaskName, payload: object, options: JobOptions = {}) {
      const { runAt, key, priority = task.priority ?? 0 } = options;
      const spec = { ...specOf(task, payload), priority, run_at: runAt?.toISOString() };
      if (task.lane) jobs.waiting.push(waitingOf(spec, task.lane.name, key));
      else jobs.ready.push({ ...spec, job_key: key });
    },
  };
  const tx = base as typeof base & { [isTx]: true };
  // Commands called with this transaction as their context join it.
  return Object.assign(tx, { joined: tx as Tx });
}

const MOST_ATTEMPTS = 8;

function specOf(task: TaskName, payload: object): JobSpec {
  return {
    identifier: task.name,
    payload,
    queue_name: task.queue,
    max_attempts: task.maxAttempts ?? MOST_ATTEMPTS,
    priority: task.priority ?? 0,
  };
}

function waitingOf({ identifier, ...spec }: JobSpec, lane: string, key = randomUUID() as string): WaitingJob {
  const { payload, priority = 0, max_attempts = MOST_ATTEMPTS, run_at } = spec;
  return { lane, task: identifier, payload, priority, max_attempts, run_at, key };
}

async function addJobs(trx: Transaction<DB>, { ready, waiting }: Jobs): Promise<void> {
  if (waiting.length > 0) {
    // Of one key the last one counts, as it would in two transactions.
    const byKey = [...new Map(waiting.map((job) => [job.key, job])).values()];
    await sql`${sql.raw(WITH_COMMIT)} ${addWaiting(byKey)}`.execute(trx);
  }
  if (ready.length === 0) return;
  await sql`${sql.raw(WITH_COMMIT)} select count(*) from graphile_worker.add_jobs(
    (select array_agg(json_populate_record(null::graphile_worker.job_spec, spec))
     from json_array_elements(${JSON.stringify(ready)}::json) spec))`.execute(trx);
}
