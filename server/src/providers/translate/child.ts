import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { TranslationConfig } from './settings.ts';
import { factsOf } from './engines.ts';
import type { MadeSentence, TranslateRequest, Translator } from './translate.ts';
import type { Answer, Question } from './worker.ts';

interface Options {
  /** Milliseconds without work after which the process ends, and its memory with it. */
  idleMs?: number;
  /** Milliseconds one request may take; an engine's own limit is shorter. */
  limitMs?: number;
}

interface Waiting {
  resolve(made: MadeSentence[][]): void;
  reject(error: Error): void;
  timer: NodeJS.Timeout;
}

/** Translates in a process that starts with the first text and ends when there is nothing to do. */
export function translatorChild(
  { engines }: Pick<TranslationConfig, 'engines'>,
  { idleMs = 60_000, limitMs = 90_000 }: Options = {},
): Translator {
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
      settle(answer.id, ({ resolve, reject }) =>
        'made' in answer ? resolve(answer.made) : reject(new Error(answer.error)),
      );
    });
    started.on('error', (error) => started === child && lose(error));
    started.on(
      'exit',
      (code, signal) => started === child && lose(new Error(`Translating ended with ${signal ?? code}`)),
    );
    unsent = [{ engines }];
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

  return {
    engines: engines.map(factsOf),
    translate: (request: TranslateRequest) =>
      new Promise((resolve, reject) => {
        if (closed) return reject(new Error('The translator is closed'));
        clearTimeout(idle);
        child ??= start();
        const id = (last += 1);
        // What hangs takes the process with it: everything that waits is asked for again by its job.
        const timer = setTimeout(() => child?.kill('SIGKILL'), limitMs).unref();
        waiting.set(id, { resolve, reject, timer });
        if (unsent) unsent.push({ id, request });
        else child.send({ id, request } satisfies Question);
      }),
    async close() {
      closed = true;
      for (const id of [...waiting.keys()])
        settle(id, ({ reject }) => reject(new Error('The translator was closed')));
      const stopped = stop();
      if (stopped && stopped.exitCode === null && stopped.signalCode === null) await once(stopped, 'exit');
    },
  };
}

function forked(): ChildProcess {
  return fork(new URL('./worker.ts', import.meta.url), [], {
    serialization: 'advanced',
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {},
  });
}
