import {
  ApiError,
  createAccountClient,
  createClient,
  type AccountClient,
  type Client,
} from '@jujube/contract/client';
import { redirect, type RequestEvent } from '@sveltejs/kit';
import { actOf, performAct } from '#lib/domains/people/pending.ts';
import { splitLocale } from '#lib/locale-path.ts';
import { apiFetch } from '#lib/server/api.ts';
import { localTarget } from '#lib/server/session.ts';

/** The typed client of `/api/auth` for one request. */
export function accountFor(event: RequestEvent): AccountClient {
  return createAccountClient({ fetch: inProcess(event) });
}

/** Where the visitor goes on after coming in: the page's `to`, if it stays on this site. */
export function targetOf(event: RequestEvent): string {
  return localTarget(event, event.url.searchParams.get('to'));
}

/**
 * The end of every way in: does what the visitor wanted before (`then`, as in `like:123`), makes the bearer of the first
 * administrator's link one, and goes on; newcomers see the arrival first.
 */
export async function goOn(event: RequestEvent, { isNew = false } = {}): Promise<never> {
  const api = enteredApi(event);
  const act = actOf(event.url.searchParams.get('then') ?? '');
  // They may have liked that long ago: not worth stopping here.
  if (act) await unlessRefused(performAct(api, act));
  const next = await founded(event, api, targetOf(event));
  redirect(303, isNew ? `${event.locals.prefix}/welcome?to=${encodeURIComponent(next)}` : next);
}

/** Uses up the link of the first administrator, where that is what the visitor came with; answers where to go on. */
async function founded(event: RequestEvent, api: Client, to: string): Promise<string> {
  const url = new URL(to, event.url.origin);
  const token = splitLocale(url.pathname).path === '/welcome' && url.searchParams.get('token');
  if (!token) return to;
  const done = await unlessRefused(api('PUT /community/founder', { body: { token } }).then(() => true));
  return done ? `${event.locals.prefix}/admin` : to;
}

/** Answers undefined where the API refuses. */
async function unlessRefused<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof ApiError) return undefined;
    throw error;
  }
}

/** The API in the name of whoever came in with this very answer. */
function enteredApi(event: RequestEvent): Client {
  const jar = new Map<string, string>();
  const sent = event.request.headers.get('cookie')?.split('; ') ?? [];
  const set = event.locals.setCookies.map((cookie) => cookie.split(';')[0]!);
  for (const pair of [...sent, ...set])
    jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
  const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  return createClient({ fetch: inProcess(event, cookie) });
}

function inProcess(event: RequestEvent, cookie?: string): typeof globalThis.fetch {
  return (input, init) => {
    const request = new Request(new URL(String(input), event.url.origin), init);
    if (cookie) request.headers.set('cookie', cookie);
    return apiFetch(event, request);
  };
}
