import { fork, type ChildProcess } from 'node:child_process';
import type { Answered, Asked } from './child.ts';
import { PictureRefusal } from './refusal.ts';
import type { Job, Picture } from './work.ts';

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
  running: Running | null;
  idle: NodeJS.Timeout | null;
};
type Running = { id: number; task: Task; timer: NodeJS.Timeout; late: boolean };

/** One child process, started when there is work and ended when there has been none for a while. */
export function pictureWorker(settings: WorkerSettings, next: () => Task | undefined): PictureWorker {
  let child: Child | null = null;
  let closing = false;
  let jobs = 0;
  let peak = 0;

  const wake = (): void => {
    if (closing || child?.running) return;
    const task = next();
    if (!task) return;
    child ??= launch();
    if (child.idle) clearTimeout(child.idle);
    child.idle = null;
    jobs += 1;
    const running = {
      id: jobs,
      task,
      timer: setTimeout(() => expire(running), settings.timeoutMs),
      late: false,
    };
    child.running = running;
    child.process.send({ id: jobs, job: task.job } satisfies Asked);
  };

  const expire = (running: Running): void => {
    running.late = true;
    child?.process.kill('SIGKILL');
  };

  const launch = (): Child => {
    const forked = forkChild(settings.memory);
    const made: Child = { process: forked, gone: gone(forked), running: null, idle: null };
    forked.on('message', (answered: Answered) => {
      peak = answered.peak;
      settle(made, answered, settings);
      if (!closing) made.idle = setTimeout(() => retire(made), settings.idleMs);
      wake();
    });
    void made.gone.then(() => {
      if (child === made) child = null;
      if (made.idle) clearTimeout(made.idle);
      bury(made, closing, settings);
      wake();
    });
    return made;
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
    },
  };
}

function settle(child: Child, answered: Answered, { onTrouble }: WorkerSettings): void {
  const running = child.running;
  if (!running || running.id !== answered.id) return;
  child.running = null;
  clearTimeout(running.timer);
  if ('picture' in answered) return running.task.resolve(answered.picture);
  if ('refusal' in answered) {
    return running.task.reject(new PictureRefusal(answered.refusal.code, answered.refusal.detail));
  }
  onTrouble(answered.failure);
  running.task.reject(new Error(`a picture could not be prepared: ${answered.failure}`));
}

/** What became of the picture that a child had when it went. */
function bury(
  { process: { signalCode, exitCode }, running }: Child,
  closing: boolean,
  settings: WorkerSettings,
): void {
  if (!running) return;
  clearTimeout(running.timer);
  const end = signalCode ?? `exit ${exitCode}`;
  if (closing) return running.task.reject(new Error('the picture worker is being closed'));
  settings.onTrouble(
    `the picture worker ended (${end}${running.late ? ', out of time' : ''}) at ${running.task.job.path}`,
  );
  if (running.late) return running.task.reject(new PictureRefusal('media.too_heavy', 'out of time'));
  // The child watches its own memory and kills itself; the kernel, short of memory, does the same.
  if (signalCode === 'SIGKILL')
    return running.task.reject(new PictureRefusal('media.too_heavy', 'out of memory'));
  running.task.reject(new PictureRefusal('media.damaged', `the decoder died (${end})`));
}

/** It gets no part of our environment: no secret of ours is in the memory of what reads strangers' files. */
function forkChild(memory: number): ChildProcess {
  return fork(new URL('./child.ts', import.meta.url), {
    execArgv: ['--expose-gc', '--max-old-space-size=128'],
    env: { PICTURES_MEMORY: String(memory), MALLOC_ARENA_MAX: '2', UV_THREADPOOL_SIZE: '3' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

function gone(forked: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    forked.once('exit', () => resolve());
    // A child that could not even start gives no exit.
    forked.once('error', () => resolve());
  });
}
