import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Card } from './draw.ts';

/** A drawn text card, 3:4; `missing` are characters that no installed font has and that show as boxes. */
export type CardPicture = {
  data: Buffer;
  format: CardFormat;
  width: number;
  height: number;
  missing: string[];
};
/** `png` is without loss and quick, for a pipeline that makes renditions of it; `webp` is small. */
export type CardFormat = 'png' | 'webp';
export type CardQuestion = Card & { format: CardFormat };
export type CardAnswer = { picture: CardPicture } | { error: string };

export type CardRenderer = {
  /**
   * Draws one card.
   * @throws {CardQueueFull} when too many wait already; an Error when drawing fails or takes longer than its limit
   */
  render: (card: Card & { format?: CardFormat }) => Promise<CardPicture>;
  /** Ends the process; what waits is refused. May be called twice. */
  close: () => Promise<void>;
};

export type CardRendererOptions = {
  /** Milliseconds without work after which the process ends, and its memory with it. */
  idleMs?: number;
  /** Cards that may wait; one more is refused. */
  queueLimit?: number;
  /** Milliseconds one card may take, the process's start included. */
  limitMs?: number;
};

/** More cards wait than the queue takes: try again later. */
export class CardQueueFull extends Error {
  override readonly name = 'CardQueueFull';
}

type Waiting = {
  question: CardQuestion;
  resolve: (picture: CardPicture) => void;
  reject: (error: Error) => void;
};

/** Draws text cards one after another in a process that starts at the first card and ends when there are none. */
export function cardRenderer(options: CardRendererOptions = {}): CardRenderer {
  const { idleMs = 10_000, queueLimit = 500, limitMs = 30_000 } = options;
  const queue: Waiting[] = [];
  let child: ChildProcess | undefined;
  let current: Waiting | undefined;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const next = (): void => {
    clearTimeout(timer);
    current = queue.shift();
    if (!current) {
      timer = setTimeout(stop, idleMs).unref();
      return;
    }
    child ??= start();
    child.send(current.question);
    timer = setTimeout(() => child?.kill('SIGKILL'), limitMs).unref();
  };

  const start = (): ChildProcess => {
    const started = fork(new URL('./worker.ts', import.meta.url), [], {
      serialization: 'advanced',
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: { DISABLE_SYSTEM_FONTS_LOAD: '1' },
    });
    started.on('message', (answer: CardAnswer) => settle(answer));
    started.on('error', (error) => started === child && lose(error));
    started.on(
      'exit',
      (code, signal) => started === child && lose(new Error(`Drawing ended with ${signal ?? code}`)),
    );
    return started;
  };

  const settle = (answer: CardAnswer): void => {
    const settled = current;
    current = undefined;
    if ('picture' in answer) settled?.resolve(answer.picture);
    else settled?.reject(new Error(answer.error));
    next();
  };

  const lose = (error: Error): void => {
    clearTimeout(timer);
    child = undefined;
    const lost = current;
    current = undefined;
    lost?.reject(error);
    if (queue.length > 0 && !closed) next();
  };

  const stop = (): ChildProcess | undefined => {
    clearTimeout(timer);
    const stopped = child;
    child = undefined;
    stopped?.disconnect();
    return stopped;
  };

  return {
    render: ({ format = 'png', ...card }) =>
      new Promise((resolve, reject) => {
        if (closed) return reject(new Error('The card renderer is closed'));
        if (queue.length >= queueLimit) return reject(new CardQueueFull(`${queueLimit} cards wait already`));
        queue.push({ question: { ...card, format }, resolve, reject });
        if (!current) next();
      }),
    close: async () => {
      closed = true;
      for (const waiting of [...queue.splice(0), ...(current ? [current] : [])]) {
        waiting.reject(new Error('The card renderer was closed'));
      }
      current = undefined;
      const stopped = stop();
      if (stopped && stopped.exitCode === null && stopped.signalCode === null) await once(stopped, 'exit');
    },
  };
}
