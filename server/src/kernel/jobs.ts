import { EventEmitter } from 'node:events';
import {
  Logger,
  parseCronItems,
  run,
  runOnce,
  type CronItem,
  type Runner,
  type RunnerOptions,
  type TaskList,
  type WorkerEvents,
  type WorkerPool,
} from 'graphile-worker';
import type pg from 'pg';
import { freeAbandoned, sayLiving } from './abandoned.ts';
import type { Context } from './context.ts';
import { rollUp } from './counters.ts';
import type { Task } from './events.ts';
import { MOVE_MS, moveAll, moverOf } from './waiting-jobs.ts';

export interface WorkerOptions {
  pool: pg.Pool;
  tasks: readonly Task[];
  /** Lines of five times and a task: `0 4 * * * media.sweep`. */
  crontab: string;
  /** What domains roll up beside the counters. */
  rollers?: readonly Roller[];
  /** Makes the context a job runs in: nobody's, in the operator's name. */
  context: () => Context;
}

export interface JobWorker {
  stop(): Promise<void>;
}

/** Moves what was appended to where it is read; answers how much it moved. */
export type Roller = (pool: pg.Pool) => Promise<number>;

const ROLL_UP_MS = 500;
const FREE_MS = 15_000;
/** What ended in so long is taken off the books together. */
const BATCH_MS = 20;
const BATCHED = { completeJobBatchDelay: BATCH_MS, failJobBatchDelay: BATCH_MS };
/** Jobs that run at once: most wait for the database, and some for each other, to be written together. */
const CONCURRENCY = 12;

/** Runs jobs of the queue, and the rolling up of counters, until stopped. */
export async function startWorker({
  pool,
  tasks,
  crontab,
  rollers = [],
  context,
}: WorkerOptions): Promise<JobWorker> {
  const log = context().log;
  const stopping = { yes: false };
  const events: WorkerEvents = new EventEmitter();
  // In an array: a pool can itself be awaited, which would be its end.
  const created = new Promise<[WorkerPool]>((resolve) =>
    events.once('pool:create', ({ workerPool }) => resolve([workerPool])),
  );
  const common = {
    pgPool: pool,
    noHandleSignals: true,
    pollInterval: 1000,
    logger: quietLogger(log, stopping),
  };
  const runner: Runner = await run({
    ...common,
    events,
    taskList: taskListOf(
      tasks.filter(({ lane }) => !lane),
      context,
    ),
    parsedCronItems: parseCronItems(cronItems(crontab)),
    concurrency: CONCURRENCY,
    preset: { worker: { localQueue: { size: 60, refetchDelay: { durationMs: 100 } }, ...BATCHED } },
  });
  const [workers] = await created;
  // The next job of a queue can be had once the last one is off the books; nobody tells the library, and it would poll.
  events.on('job:complete', ({ job }) => {
    if (job.job_queue_id !== null) setTimeout(() => workers.nudge(1), 2 * BATCH_MS).unref();
  });
  const living = await sayLiving(pool, workers.id);
  const lanes = await startLanes({ pool, tasks, context, common });
  const loops = [rollUp, ...rollers].map((roll) => repeatedly(ROLL_UP_MS, () => roll(pool), log));
  loops.push(repeatedly(FREE_MS, () => freeAbandoned(pool), log));
  return {
    async stop() {
      stopping.yes = true;
      await Promise.all([runner.stop(), ...lanes.map((lane) => lane.stop()), ...loops.map((stop) => stop())]);
      await living.release();
    },
  };
}

/** A runner for each lane: its jobs take no place of the others'. */
async function startLanes({
  pool,
  tasks,
  context,
  common,
}: Pick<WorkerOptions, 'pool' | 'tasks' | 'context'> & { common: RunnerOptions }): Promise<JobWorker[]> {
  return Promise.all(
    lanesOf(tasks).map(async (name) => {
      const own = tasks.filter(({ lane }) => lane?.name === name);
      const events: WorkerEvents = new EventEmitter();
      const created = new Promise<[WorkerPool]>((resolve) =>
        events.once('pool:create', ({ workerPool }) => resolve([workerPool])),
      );
      const concurrency = Math.max(...own.map(({ lane }) => lane!.concurrency));
      const runner = await run({
        ...common,
        events,
        taskList: taskListOf(own, context),
        parsedCronItems: [],
        concurrency,
        preset: {
          worker: { localQueue: { size: 2 * concurrency, refetchDelay: { durationMs: 100 } }, ...BATCHED },
        },
      });
      const [workers] = await created;
      const living = await sayLiving(pool, workers.id);
      const moving = repeatedly(MOVE_MS, moverOf({ pool, name, room: 2 * concurrency }), context().log);
      return {
        async stop() {
          await moving();
          await runner.stop();
          await living.release();
        },
      };
    }),
  );
}

function lanesOf(tasks: readonly Task[]): string[] {
  return [...new Set(tasks.flatMap(({ lane }) => lane?.name ?? []))];
}

/** Runs every job that waits, and rolls counters up; for tests and commands. */
export async function drain({
  pool,
  tasks,
  rollers = [],
  context,
}: Omit<WorkerOptions, 'crontab'>): Promise<void> {
  const log = context().log;
  const deadline = performance.now() + DRAIN_MS;
  do {
    if (performance.now() > deadline) throw new Error('Jobs are still running after five minutes');
    for (const lane of lanesOf(tasks)) await moveAll(pool, lane);
    await runOnce({
      pgPool: pool,
      taskList: taskListOf(tasks, context),
      noHandleSignals: true,
      logger: quietLogger(log),
    });
  } while (await isBusy(pool, tasks));
  for (const roll of [rollUp, ...rollers]) while ((await roll(pool)) > 0);
}

const DRAIN_MS = 300_000;

/** The library's own single run ends while a job of a queue is being completed, and then leaves the rest of that queue. */
async function isBusy(pool: pg.Pool, tasks: readonly Task[]): Promise<boolean> {
  const { rowCount } = await pool.query(
    `select from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
     where t.identifier = any($1) and (j.locked_at is not null or (j.is_available and j.run_at <= now()))
     union all select from waiting_jobs where task = any($1) and run_at <= now() limit 1`,
    [tasks.map(({ name }) => name)],
  );
  return (rowCount ?? 0) > 0;
}

/** graphile-worker's own crontab allows no dot in a name. */
function cronItems(crontab: string): CronItem[] {
  return crontab
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const words = line.trim().split(/\s+/);
      return { match: words.slice(0, 5).join(' '), task: words[5]! };
    });
}

function taskListOf(tasks: readonly Task[], context: () => Context): TaskList {
  return Object.fromEntries(
    tasks.map(({ name, run: work }) => [name, (payload: unknown) => work(context(), payload as never)]),
  );
}

/**
 * The queue's own messages, into our log: errors as they are, the rest only when debugging. Stopping with jobs in hand it
 * calls an error that it has given them back already.
 */
function quietLogger(log: Context['log'], stopping = { yes: false }): Logger {
  return new Logger((scope) => (level, message, meta) => {
    const loud = { error: 'error', warning: 'warn' } as const;
    const write = stopping.yes ? 'debug' : (loud[level as 'error'] ?? 'debug');
    log[write]({ ...scope, ...meta }, message);
  });
}

/** Works, waits and works again, whatever fails; answers how to stop. */
function repeatedly(ms: number, work: () => Promise<unknown>, log: Context['log']): () => Promise<void> {
  let stopped = false;
  let wake: () => void = () => undefined;
  const loop = (async () => {
    while (!stopped) {
      await work().catch((err: unknown) => log.warn({ err }, 'work by the clock failed, will go on'));
      await new Promise<void>((resolve) => {
        wake = resolve;
        setTimeout(resolve, ms).unref();
      });
    }
  })();
  return async () => {
    stopped = true;
    wake();
    await loop;
  };
}
