import { availableParallelism } from 'node:os';
import { Child, ChildEnded, type ChildOptions } from '../../../kernel/child/asking.ts';
import type { Answered, Outcome } from './child.ts';
import { PictureRefusal } from './refusal.ts';
import type { Picture } from '../../../providers/pictures/pictures.ts';
import type { Job } from './work.ts';

export type Task = { job: Job; resolve: (picture: Picture) => void; reject: (error: Error) => void };

export type WorkerSettings = {
  idleMs: number;
  timeoutMs: number;
  memory: number;
  onTrouble: (trouble: string) => void;
};

export type PictureWorker = {
  /** There is something to do. */
  wake(): void;
  state(): { pid: number | null; peak: number };
  /** Ends the child; what it was at is rejected. */
  close(): Promise<void>;
};

/** One child process, started when there is work and ended when there has been none for a while. */
export function pictureWorker(settings: WorkerSettings, next: () => Task | undefined): PictureWorker {
  const child = new Child<Job, Answered>(childOptions(settings));
  let busy = false;
  let closing = false;
  let peak = 0;

  const work = async (): Promise<void> => {
    busy = true;
    for (let task = next(); task; task = next()) {
      await prepared(task.job).then(task.resolve, task.reject);
    }
    busy = false;
  };

  const prepared = async (job: Job): Promise<Picture> => {
    const answered = await attempt(job);
    peak = answered?.peak ?? peak;
    if (answered && !('again' in answered)) return pictureOf(answered, settings);
    // What earlier pictures left behind goes with the process.
    await child.end();
    return prepared(job);
  };

  /** Undefined: the process ended, but maybe because of an earlier picture. */
  const attempt = async (job: Job): Promise<Answered | undefined> => {
    try {
      return await child.ask(job);
    } catch (error) {
      if (closing) throw closed();
      if (!(error instanceof ChildEnded)) throw error;
      settings.onTrouble(`${error.late ? 'Out of time. ' : ''}${error.message} at ${job.path}`);
      if (error.late) throw new PictureRefusal('media.too_heavy', 'out of time');
      if (error.earlier > 0) return undefined;
      // The child watches its own memory and kills itself; the kernel, short of memory, does the same.
      if (error.killed) throw new PictureRefusal('media.too_heavy', 'out of memory');
      throw new PictureRefusal('media.damaged', error.message);
    }
  };

  return {
    wake: () => void (busy || work()),
    state: () => ({ pid: child.pid(), peak }),
    close: () => {
      closing = true;
      return child.close();
    },
  };
}

/** What every picture still waiting is told when the process ends. */
export function closed(): Error {
  return new Error('the picture worker is being closed');
}

function pictureOf(outcome: Outcome, { onTrouble }: WorkerSettings): Picture {
  if ('picture' in outcome) return outcome.picture;
  if ('refusal' in outcome) throw new PictureRefusal(outcome.refusal.code, outcome.refusal.detail);
  onTrouble(outcome.failure);
  throw new Error(`a picture could not be prepared: ${outcome.failure}`);
}

/** Half of the cores, one of two: whatever is being decoded, there is always one that serves. */
const THREADS = Math.max(1, Math.floor(availableParallelism() / 2));

function childOptions({ memory, idleMs, timeoutMs }: WorkerSettings): ChildOptions {
  return {
    name: 'Decoding',
    module: new URL('./child.ts', import.meta.url),
    args: [String(memory)],
    execArgv: ['--expose-gc', '--max-old-space-size=128'],
    env: { MALLOC_ARENA_MAX: '2', UV_THREADPOOL_SIZE: String(THREADS) },
    together: 1,
    idleMs,
    limitMs: timeoutMs,
  };
}
