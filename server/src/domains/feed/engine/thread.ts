import { createServer, type Server, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { rm } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { createDatabase, createPool } from '../../../kernel/database.ts';
import { createLog } from '../../../kernel/log.ts';
import { createEngine, type Engine } from './engine.ts';
import type { Question } from './client.ts';

// The feed role: this file runs on a thread of its own, asked by its parent, or by other processes through a socket.

export interface ThreadData {
  databaseUrl: string;
  logLevel: string;
  /** Where other processes ask; null when there is one process. */
  socketPath: string | null;
  /** Where what was learnt is kept. */
  folder: string;
  /** Readers that new notes are promised. */
  firstReaders: number;
}

const { databaseUrl, logLevel, socketPath, folder, firstReaders } = workerData as ThreadData;
const log = createLog(logLevel);
const pool = createPool({ url: databaseUrl, max: 3, log });
// The same few statements, again and again, over a table of many days: each planned anew would cost ten times its running.
pool.on('connect', (client) => {
  client
    .query('set plan_cache_mode = force_generic_plan')
    .catch((err: unknown) => log.warn({ err }, 'the feed plans its statements anew each time'));
});
const db = createDatabase(pool);
const engine = await createEngine({ db, log, folder, firstReaders });
const server = socketPath ? await listen(socketPath, engine) : null;
const port = parentPort;
if (!port) throw new Error('The feed runs on a thread of its own');

port.on('message', (message: Question | 'stop') => {
  if (message === 'stop') void stop();
  else void answer(engine, message).then((reply) => port.postMessage(reply));
});
port.postMessage('ready');

async function stop(): Promise<void> {
  server?.close();
  await engine.stop();
  await db.destroy();
  port?.postMessage('stopped');
  port?.close();
}

async function answer(feed: Engine, { n, request, until }: Question) {
  try {
    return { n, list: await feed.list(request, until) };
  } catch (error) {
    log.warn({ err: error }, 'ranking failed');
    return { n, error: String(error) };
  }
}

/** One JSON question a line, one JSON answer a line. */
async function listen(path: string, feed: Engine): Promise<Server> {
  await rm(path, { force: true });
  const listening = createServer((socket: Socket) => {
    const quiet = (err: Error) => log.debug({ err }, 'a feed connection failed');
    socket.on('error', quiet);
    const lines = createInterface({ input: socket });
    lines.on('error', quiet);
    lines.on('line', (line) => {
      void answer(feed, JSON.parse(line) as Question).then((reply) =>
        socket.write(JSON.stringify(reply) + '\n'),
      );
    });
  });
  await new Promise<void>((resolve, reject) => {
    listening.once('error', reject);
    listening.listen(path, resolve);
  });
  return listening;
}
