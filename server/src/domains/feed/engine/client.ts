import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { Worker } from 'node:worker_threads';
import type { Log } from '../../../kernel/log.ts';
import type { Feed, ListRequest, RankedList } from '../../../providers/feed/feed.ts';
import type { ThreadData } from './thread.ts';

/** Past this the reader gets the shared best of the day instead. */
const LIMIT_MS = 200;

/** `until`, in milliseconds since 1970, somebody waits for the answer. */
export interface Question {
  n: number;
  request: ListRequest;
  until: number;
}

interface Reply {
  n: number;
  list?: RankedList;
  error?: string;
}

interface Calls {
  ask(request: ListRequest, send: (question: Question) => void): Promise<RankedList>;
  reply(reply: Reply): void;
  failAll(reason: string): void;
}

/** Starts the feed on a thread of this process; resolves when it can rank. Tests let it take longer (ms). */
export async function startFeedThread(data: ThreadData, limit = LIMIT_MS): Promise<Feed> {
  const thread = new Worker(new URL('./thread.ts', import.meta.url), { workerData: data });
  const calls = createCalls(limit);
  let stopped: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => (stopped = resolve));
  await new Promise<void>((resolve, reject) => {
    thread.once('error', reject);
    thread.on('message', (message: Reply | 'ready' | 'stopped') => {
      if (message === 'ready') resolve();
      else if (message !== 'stopped') calls.reply(message);
    });
    thread.once('exit', () => {
      calls.failAll('the feed thread ended');
      stopped();
    });
  });
  return {
    list: (request) => calls.ask(request, (question) => thread.postMessage(question)),
    async stop() {
      thread.postMessage('stop');
      await ended;
    },
  };
}

/** The feed of another process, reached by its socket; connects again by itself after that process was restarted. */
export function feedBySocket(path: string, log: Log): Feed {
  const calls = createCalls(LIMIT_MS);
  let socket: Socket | null = null;
  const open = (): Socket => {
    const opened = connect(path);
    const quiet = (err: Error) => log.debug({ err }, 'the feed cannot be reached');
    opened.on('error', quiet);
    // Reading lines passes the connection's errors on.
    const lines = createInterface({ input: opened });
    lines.on('error', quiet);
    lines.on('line', (line) => calls.reply(JSON.parse(line) as Reply));
    opened.once('close', () => {
      socket = null;
      calls.failAll('the feed cannot be reached');
    });
    return opened;
  };
  return {
    list: (request) =>
      calls.ask(request, (question) => {
        socket ??= open();
        socket.write(JSON.stringify(question) + '\n');
      }),
    async stop() {
      socket?.destroy();
    },
  };
}

function createCalls(limit: number): Calls {
  const waiting = new Map<
    number,
    { resolve(list: RankedList): void; reject(error: Error): void; timer: NodeJS.Timeout }
  >();
  let last = 0;
  const settle = (n: number) => {
    const call = waiting.get(n);
    if (call) clearTimeout(call.timer);
    waiting.delete(n);
    return call;
  };
  return {
    ask(request, send) {
      const n = ++last;
      return new Promise((resolve, reject) => {
        const late = () => settle(n)?.reject(new Error(`the feed took over ${limit} ms`));
        waiting.set(n, { resolve, reject, timer: setTimeout(late, limit) });
        send({ n, request, until: Date.now() + limit });
      });
    },
    reply({ n, list, error }) {
      const call = settle(n);
      if (list) call?.resolve(list);
      else call?.reject(new Error(error));
    },
    failAll(reason) {
      for (const n of [...waiting.keys()]) settle(n)?.reject(new Error(reason));
    },
  };
}
