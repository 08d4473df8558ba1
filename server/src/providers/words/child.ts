import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Answer, Question } from './worker.ts';
import type { NameCharacter, ReadWord, WordReader, WordsAct } from './words.ts';

interface Options {
  /** Milliseconds without work after which the process ends, and its memory with it. */
  idleMs?: number;
  /** Milliseconds one question may take. */
  limitMs?: number;
}

interface Waiting {
  resolve(answer: unknown): void;
  reject(error: Error): void;
  timer: NodeJS.Timeout;
}

/** Takes texts apart in a process that starts with the first text and ends when there is nothing to do. */
export function wordsChild({ idleMs = 60_000, limitMs = 20_000 }: Options = {}): WordReader {
  const waiting = new Map<number, Waiting>();
  let child: ChildProcess | undefined;
  /** What is to be sent once the process listens; null when it does. */
  let unsent: Question[] | null = [];
  let idle: NodeJS.Timeout | undefined;
  let last = 0;
  let closed = false;

  const settle = (id: number, act: (one: Waiting) => void): void => {
    const one = waiting.get(id);
    if (!one) return;
    waiting.delete(id);
    clearTimeout(one.timer);
    act(one);
    if (waiting.size === 0) idle = setTimeout(stop, idleMs).unref();
  };

  const lose = (error: Error): void => {
    child = undefined;
    for (const id of [...waiting.keys()]) settle(id, ({ reject }) => reject(error));
  };

  const start = (): ChildProcess => {
    const started = forked();
    started.on('message', (answer: Answer) => {
      if ('ready' in answer) return listens(started);
      settle(answer.id, (one) => answered(one, answer));
    });
    started.on('error', (error) => started === child && lose(error));
    started.on(
      'exit',
      (code, signal) => started === child && lose(new Error(`Reading words ended with ${signal ?? code}`)),
    );
    unsent = [];
    return started;
  };

  const listens = (started: ChildProcess): void => {
    if (started !== child) return;
    for (const question of unsent ?? []) started.send(question);
    unsent = null;
  };

  const stop = (): ChildProcess | undefined => {
    clearTimeout(idle);
    const stopped = child;
    child = undefined;
    if (stopped?.connected) stopped.disconnect();
    return stopped;
  };

  const ask = <T>(act: WordsAct, request: object): Promise<T> =>
    new Promise<unknown>((resolve, reject) => {
      if (closed) return reject(new Error('The reader of words is closed'));
      clearTimeout(idle);
      child ??= start();
      const id = (last += 1);
      const timer = setTimeout(() => child?.kill('SIGKILL'), limitMs).unref();
      waiting.set(id, { resolve, reject, timer });
      const question = { id, act, request };
      if (unsent) unsent.push(question);
      else child.send(question);
    }) as Promise<T>;

  return {
    words: (request) => ask<ReadWord[]>('words', request),
    pinyin: (request) => ask<string[][]>('pinyin', request),
    name: (request) => ask<NameCharacter[]>('name', request),
    async close() {
      closed = true;
      for (const id of [...waiting.keys()])
        settle(id, ({ reject }) => reject(new Error('The reader of words was closed')));
      const stopped = stop();
      if (stopped && stopped.exitCode === null && stopped.signalCode === null) await once(stopped, 'exit');
    },
  };
}

function answered({ resolve, reject }: Waiting, answer: Exclude<Answer, { ready: true }>): void {
  if ('error' in answer) reject(new Error(answer.error));
  else resolve(answer.answer);
}

function forked(): ChildProcess {
  return fork(new URL('./worker.ts', import.meta.url), [], {
    serialization: 'advanced',
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {},
  });
}
