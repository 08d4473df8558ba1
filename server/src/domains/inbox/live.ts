import type { OpenAPIHono } from '@hono/zod-openapi';
import { streamSSE } from 'hono/streaming';
import pg from 'pg';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import type { Id } from '../../kernel/ids.ts';
import type { AppEnv } from '../../kernel/routes.ts';
import { signedIn } from '../people/index.ts';
import { CHANNEL } from './commands.ts';
import { readUnread } from './queries.ts';

type Base = Pick<Context, 'pool' | 'log' | 'db' | 'secrets' | 'now'>;

/** Proxies close a silent connection after about a minute. */
const HEARTBEAT_MS = 25_000;
/** Streams of one person on one process; a browser holds one for all its tabs. */
const MOST_STREAMS = 8;

interface Hub {
  join(person: Id, wake: () => void): () => void;
}

/**
 * Mounts `GET /api/v1/inbox/live`: server-sent events `unread` with the counts of `GET /inbox/unread`, at once and whenever
 * they change (WHATWG HTML, server-sent events). The session is asked for again before every message.
 */
export function mountLive(app: OpenAPIHono<AppEnv>, base: Base): void {
  const hub = createHub(base);
  app.get('/inbox/live', (c) => {
    const { ctx, suspended } = c.get('state');
    const person = ctx.viewer.id;
    if (person === null) throw new AppError('access.sign_in');
    if (suspended) throw new AppError('access.suspended');
    const proof = { cookie: c.req.header('cookie'), authorization: c.req.header('authorization') };
    c.header('cache-control', 'no-store');
    c.header('x-accel-buffering', 'no');
    return streamSSE(c, async (stream) => {
      let wake: () => void = () => undefined;
      const leave = hub.join(person, () => wake());
      stream.onAbort(() => {
        leave();
        wake();
      });
      while (!stream.aborted) {
        const changed = new Promise<void>((resolve) => (wake = resolve));
        const who = await signedIn(base, proof);
        if (!who || who.suspended) break;
        await stream.writeSSE({ event: 'unread', data: JSON.stringify(await readUnread(ctx)) });
        await Promise.race([changed, heartbeat()]);
      }
      leave();
    });
  });
}

/** Its timer alone does not keep a process that stops. */
function heartbeat(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, HEARTBEAT_MS).unref());
}

/** One LISTEN connection per process, opened with the first stream; who waits is woken when their inbox changed. */
function createHub({ pool, log }: Base): Hub {
  const waiting = new Map<Id, Set<() => void>>();
  let listener: pg.Client | null = null;
  const wakeAll = () => waiting.forEach((wakes) => wakes.forEach((wake) => wake()));
  const listen = async () => {
    const client = new pg.Client(pool.options);
    listener = client;
    const lost = (err?: Error) => {
      if (listener !== client) return;
      listener = null;
      if (err) log.warn({ err }, 'the live inbox lost its database connection');
      if (waiting.size > 0) setTimeout(() => void listen(), 1000).unref();
    };
    client.on('error', lost);
    client.on('end', () => lost());
    client.on('notification', ({ payload }) => waiting.get(payload ?? '')?.forEach((wake) => wake()));
    try {
      await client.connect();
      await client.query(`listen ${CHANNEL}`);
      wakeAll();
    } catch (error) {
      lost(error as Error);
    }
  };
  const rest = () => {
    const client = listener;
    listener = null;
    void client?.end();
  };
  return {
    join(person, wake) {
      const wakes = waiting.get(person) ?? new Set();
      if (wakes.size >= MOST_STREAMS) throw new AppError('limit.too_many', { retryAfter: 60 });
      waiting.set(person, wakes.add(wake));
      if (!listener) void listen();
      return () => {
        wakes.delete(wake);
        if (wakes.size === 0) waiting.delete(person);
        if (waiting.size === 0) rest();
      };
    },
  };
}
