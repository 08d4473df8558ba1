import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import type { PictureReader, ReadLine } from './reading.ts';
import type { Answer, Question } from './worker.ts';

interface Options {
  /** Milliseconds without work after which the process ends, and its memory with it. */
  idleMs?: number;
  /** Milliseconds one picture may take. */
  limitMs?: number;
}

interface Waiting {
  picture: Uint8Array;
  resolve(lines: ReadLine[]): void;
  reject(error: Error): void;
}

/**
 * Reads in a process that starts with the first picture and ends when there are no more: it takes half a gigabyte while it
 * works. One picture at a time; one that hangs or ends the process is nobody's trouble but its own.
 */
export function readerChild({ idleMs = 30_000, limitMs = 60_000 }: Options = {}): PictureReader {
  const waiting: Waiting[] = [];
  let current: Waiting | undefined;
  let child: ChildProcess | undefined;
  let ready = false;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const settle = (act: (one: Waiting) => void): void => {
    const one = current;
    current = undefined;
    clearTimeout(timer);
    if (one) act(one);
    next();
  };

  const lost = (started: ChildProcess, why: string): void => {
    if (started !== child) return;
    child = undefined;
    ready = false;
    settle(({ reject }) => reject(new Error(`Reading a picture ended with ${why}`)));
  };

  const start = (): void => {
    const started = forked();
    child = started;
    started.on('message', (answer: Answer) => {
      if (started !== child) return;
      if ('ready' in answer) {
        ready = true;
        if (current) started.send({ picture: current.picture } satisfies Question);
      } else settle(({ resolve, reject }) => finish(answer, { resolve, reject }));
    });
    started.on('error', (error) => lost(started, String(error)));
    started.on('exit', (code, signal) => lost(started, String(signal ?? code)));
  };

  const next = (): void => {
    if (current) return;
    current = waiting.shift();
    if (!current) {
      timer = setTimeout(stop, idleMs).unref();
      return;
    }
    timer = setTimeout(() => child?.kill('SIGKILL'), limitMs).unref();
    if (!child) start();
    else if (ready) child.send({ picture: current.picture } satisfies Question);
  };

  const stop = (): ChildProcess | undefined => {
    clearTimeout(timer);
    const stopped = child;
    child = undefined;
    ready = false;
    if (stopped?.connected) stopped.disconnect();
    return stopped;
  };

  return {
    there: isThere(),
    read: (picture) =>
      new Promise((resolve, reject) => {
        if (closed) return reject(new Error('The reader is closed'));
        waiting.push({ picture, resolve, reject });
        if (!current) clearTimeout(timer);
        next();
      }),
    async close() {
      closed = true;
      const left = [...(current ? [current] : []), ...waiting.splice(0)];
      current = undefined;
      const stopped = stop();
      for (const { reject } of left) reject(new Error('The reader was closed'));
      if (stopped && stopped.exitCode === null && stopped.signalCode === null) {
        stopped.kill('SIGKILL');
        await once(stopped, 'exit');
      }
    },
  };
}

function finish(
  answer: Exclude<Answer, { ready: true }>,
  { resolve, reject }: Omit<Waiting, 'picture'>,
): void {
  if ('lines' in answer) resolve(answer.lines);
  else reject(new Error(answer.error));
}

/** It is an optional dependency, and there are machines that it has nothing for. */
function isThere(): boolean {
  try {
    createRequire(import.meta.url).resolve('@gutenye/ocr-node');
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
    return false;
  }
}

function forked(): ChildProcess {
  return fork(new URL('./worker.ts', import.meta.url), [], {
    serialization: 'advanced',
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {},
  });
}
