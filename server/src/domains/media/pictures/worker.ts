import { fork, type ChildProcess } from 'node:child_process';
import { availableParallelism } from 'node:os';
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

type Child = {
  process: ChildProcess;
  gone: Promise<void>;
  /** Jobs it was given so far: only a child that was given nothing else can blame the picture for its end. */
  jobs: number;
  running: Running | null;
  idle: NodeJS.Timeout | null;
  ending: boolean;
};
type Running = { task: Task; timer: NodeJS.Timeout; late: boolean };

/** One child process, started when there is work and ended when there has been none for a while. */
export function pictureWorker(settings: WorkerSettings, next: () => Task | undefined): PictureWorker {
  let child: Child | null = null;
  let returned: Task | undefined;
  let closing = false;
  let peak = 0;

  const wake = (): void => {
    if (closing || child?.running || child?.ending) return;
    const task = returned ?? next();
    returned = undefined;
    if (!task) return;
    child ??= launch();
    begin(child, task, settings.timeoutMs);
  };

  const launch = (): Child => {
    const process = forkChild(settings.memory);
    const made: Child = { process, gone: gone(process), jobs: 0, running: null, idle: null, ending: false };
    process.on('message', (answered: Answered) => heed(made, answered));
    void made.gone.then(() => {
      if (child === made) child = null;
      if (made.idle) clearTimeout(made.idle);
      if (made.running) returned = bury(made, settings, closing);
      wake();
    });
    return made;
  };

  const heed = (made: Child, answered: Answered): void => {
    peak = answered.peak;
    const task = release(made);
    if (task && 'again' in answered) {
      returned = task;
      made.ending = true;
      made.process.kill('SIGKILL');
      return;
    }
    if (task && !('again' in answered)) settle(task, answered, settings);
    if (!closing) made.idle = setTimeout(() => retire(made), settings.idleMs);
    wake();
  };

  const retire = (made: Child): void => {
    // From here on new work starts a new child: this one may be gone before a message reaches it.
    if (child === made) child = null;
    made.process.disconnect();
  };

  return {
    wake,
    state: () => ({ pid: child?.process.pid ?? null, peak }),
    close: async () => {
      closing = true;
      const last = child;
      last?.process.kill('SIGKILL');
      await last?.gone;
      returned?.reject(closed());
    },
  };
}

/** What every picture still waiting is told when the process ends. */
export function closed(): Error {
  return new Error('the picture worker is being closed');
}

function begin(child: Child, task: Task, timeoutMs: number): void {
  if (child.idle) clearTimeout(child.idle);
  child.idle = null;
  child.jobs += 1;
  const expire = (): void => {
    running.late = true;
    child.process.kill('SIGKILL');
  };
  const running = { task, timer: setTimeout(expire, timeoutMs), late: false };
  child.running = running;
  // Should it be gone already, its end is heard of too, and the picture goes to the next one.
  child.process.send(task.job, () => {});
}

function release(child: Child): Task | undefined {
  if (child.running) clearTimeout(child.running.timer);
  const task = child.running?.task;
  child.running = null;
  return task;
}

function settle(task: Task, outcome: Outcome, { onTrouble }: WorkerSettings): void {
  if ('picture' in outcome) return task.resolve(outcome.picture);
  if ('refusal' in outcome) {
    return task.reject(new PictureRefusal(outcome.refusal.code, outcome.refusal.detail));
  }
  onTrouble(outcome.failure);
  task.reject(new Error(`a picture could not be prepared: ${outcome.failure}`));
}

/** What becomes of the picture that a child had when it went: refused, or given back for another child. */
function bury(child: Child, settings: WorkerSettings, closing: boolean): Task | undefined {
  const late = child.running?.late ?? false;
  const task = release(child);
  const { signalCode, exitCode } = child.process;
  const end = signalCode ?? `exit ${exitCode}`;
  settings.onTrouble(`the picture worker ended (${late ? 'out of time' : end}) at ${task?.job.path}`);
  if (closing) task?.reject(closed());
  else if (late) task?.reject(new PictureRefusal('media.too_heavy', 'out of time'));
  else if (child.jobs > 1) return task;
  // The child watches its own memory and kills itself; the kernel, short of memory, does the same.
  else if (signalCode === 'SIGKILL') task?.reject(new PictureRefusal('media.too_heavy', 'out of memory'));
  else task?.reject(new PictureRefusal('media.damaged', `the decoder died (${end})`));
  return undefined;
}

/** Half of the cores, one of two: whatever is being decoded, there is always one that serves. */
const THREADS = Math.max(1, Math.floor(availableParallelism() / 2));

/** It gets no part of our environment: no secret of ours is in the memory of what reads strangers' files. */
function forkChild(memory: number): ChildProcess {
  return fork(new URL('./child.ts', import.meta.url), [String(memory)], {
    execArgv: ['--expose-gc', '--max-old-space-size=128'],
    env: { MALLOC_ARENA_MAX: '2', UV_THREADPOOL_SIZE: String(THREADS) },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

function gone(forked: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    forked.once('exit', () => resolve());
    // A child that could not even start gives no exit.
    forked.on('error', () => resolve());
  });
}
