import type { OpenAPIHono } from '@hono/zod-openapi';
import { streamSSE } from 'hono/streaming';
import { personId, type Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { requireMember, type AppEnv } from '../../kernel/routes.ts';
import { signedIn } from '../people/index.ts';
import { createHub } from './listening.ts';
import { readUnread } from './queries.ts';

type Base = Pick<Context, 'pool' | 'log' | 'db' | 'secrets' | 'now'>;

/** Proxies close a silent connection after about a minute. */
const HEARTBEAT_MS = 25_000;
/** Streams of one person on one process; a browser holds one for all its tabs. */
const MOST_STREAMS = 8;

/**
 * Mounts `GET /api/v1/inbox/live`: server-sent events `unread` with the counts of `GET /inbox/unread`, at once and whenever
 * they change (WHATWG HTML, server-sent events). The session is asked for again before every message.
 */
export function mountLive(app: OpenAPIHono<AppEnv>, base: Base): void {
  const hub = createHub(base);
  app.get('/inbox/live', (c) => {
    const ctx = requireMember(c);
    const person = personId(ctx.viewer);
    if (hub.streamsOf(person) >= MOST_STREAMS) throw new AppError('limit.too_many', { retryAfter: 60 });
    const proof = { cookie: c.req.header('cookie'), authorization: c.req.header('authorization') };
    c.header('cache-control', 'no-store');
    c.header('x-accel-buffering', 'no');
    return streamSSE(c, async (stream) => {
      let wake: () => void = () => undefined;
      const woken = () => wake();
      const leave = () => hub.leave(person, woken);
      stream.onAbort(() => {
        leave();
        wake();
      });
      await hub.join(person, woken);
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
