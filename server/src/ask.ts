import { randomUUID } from 'node:crypto';
import type { Locale } from '@jujube/contract';
import type { Problem } from '@jujube/contract/client';
import { parse } from 'hono/utils/cookie';
import { signedIn, type SignedIn } from './domains/people/index.ts';
import { ROUTES } from './domains.ts';
import { keepsRules, type Context } from './kernel/context.ts';
import { AppError, problemResponse } from './kernel/errors.ts';
import { storable } from './kernel/input.ts';
import { guard, type RequestState, type Route } from './kernel/routes.ts';
import { sharedFor } from './kernel/shared.ts';
import type { Asker, Base, StateReader } from './state.ts';

/** A page that is being made, and asks the API in the name of whoever wants it. */
export interface Asking {
  /** One for all that a page asks; another once it changed something. Who asks is found out once for each. */
  visit: object;
  headers: Record<'cookie' | 'authorization' | 'user-agent', string | undefined> & {
    'accept-language': string;
  };
  /** The page's own language, once it is known: it comes before what somebody chose elsewhere. */
  locale: Locale | undefined;
  /** Where the page was asked from, proxies considered. */
  address: string | null;
  setCookie(header: string): void;
}

export interface AskingCall {
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
}

export type Ask = (
  asking: Asking,
  key: string,
  call: AskingCall,
) => Promise<{ answer: unknown } | { problem: Problem }>;

const QUERIES = new Map<string, Route>(
  ROUTES.filter(({ endpoint }) => endpoint.method === 'GET').map((route) => [route.endpoint.key, route]),
);

/** What stands on every page and is the same for all who read the same languages. */
const SHARED = new Set(['GET /community', 'GET /channels', 'GET /topics']);
/** It may be as old as the policy that guards requests. */
const FRESH_MS = 500;

/**
 * The API's `GET` routes for pages of this process: the same access, input and answers as over HTTP, without writing and
 * reading requests and JSON on the way, and with one look at the session for all that a page asks. Answers are shared
 * with whoever else is given them: they are for reading.
 */
export function createAsk(base: Base, readState: StateReader): Ask {
  const visits = new WeakMap<object, Visit>();
  const shared = sharedFor<unknown>({ ms: FRESH_MS, most: 500 });
  const stateOf = (asking: Asking): Promise<RequestState> => {
    let visit = visits.get(asking.visit);
    if (!visit)
      visits.set(asking.visit, (visit = { who: signedIn(base, asking.headers), states: new Map() }));
    let state = visit.states.get(asking.locale);
    if (!state) visit.states.set(asking.locale, (state = readState(askerOf(asking), visit.who)));
    return state;
  };
  return async (asking, key, call) => {
    let state: RequestState | undefined;
    try {
      const route = QUERIES.get(key);
      if (!route) throw new AppError('request.not_found');
      state = await stateOf(asking);
      const { ctx } = state;
      const parsed = inputOf(route, call);
      guard(route.endpoint, state);
      const input = storable(parsed);
      const run = async () => plain(await route.run(ctx, input as never));
      const alike = SHARED.has(key) ? keyOf(ctx, { key, input }) : null;
      return { answer: await (alike === null ? run() : shared(alike, run)) };
    } catch (error) {
      const requestId = state?.ctx.requestId ?? randomUUID();
      const expected = error instanceof AppError ? error : new AppError('server.failed');
      if (expected !== error) base.log.error({ err: error, requestId, path: key }, 'a request failed');
      const locale = state?.ctx.locale ?? asking.locale ?? 'en';
      return { problem: (await problemResponse(expected, locale, requestId).json()) as Problem };
    }
  };
}

/** What the answer depends on; null where it should not be shared: whoever changes such things sees them at once. */
function keyOf({ viewer, locale }: Context, asked: object): string | null {
  if (keepsRules(viewer)) return null;
  const { languages, region, ageBand } = viewer;
  return JSON.stringify([asked, locale, languages, region, ageBand]);
}

interface Visit {
  who: Promise<SignedIn | null>;
  /** By the language of the page. */
  states: Map<Locale | undefined, Promise<RequestState>>;
}

/** As much of a request as finding out who asks reads. */
function askerOf({ headers: given, locale, address, setCookie }: Asking): Asker {
  const headers = new Headers();
  for (const [name, value] of Object.entries(given)) if (value) headers.set(name, value);
  if (locale) headers.set('x-locale', locale);
  const cookies = parse(given.cookie ?? '');
  return {
    headers,
    address,
    header: (name) => headers.get(name) ?? undefined,
    cookie: (name) => cookies[name],
    setCookie,
  };
}

/** What a call brings, as it would arrive in an address, in the contract's shape. Throws `request.invalid`. */
function inputOf({ endpoint: { options } }: Route, { params, query }: AskingCall): object {
  const parts = [options.params?.safeParse(written(params)), options.query?.safeParse(written(query))];
  const input: Record<string, unknown> = {};
  for (const part of parts) {
    if (part?.success === false) throw new AppError('request.invalid');
    Object.assign(input, part?.data);
  }
  return input;
}

function written(values: Record<string, unknown> = {}): Record<string, string> {
  const known = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(known.map(([name, value]) => [name, String(value)]));
}

/** An answer as JSON would bring it: itself where that is the same. */
function plain(answer: unknown): unknown {
  return isPlain(answer) ? answer : JSON.parse(JSON.stringify(answer));
}

function isPlain(value: unknown): boolean {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object') return false;
  if (Array.isArray(value)) return value.every(isPlain);
  if (Object.getPrototypeOf(value) !== Object.prototype) return false;
  for (const name in value) if (!isPlain((value as Record<string, unknown>)[name])) return false;
  return true;
}
