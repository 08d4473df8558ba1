import { ApiError, createClient, type Client, type Problem } from '@jujube/contract/client';
import type { RequestEvent } from '@sveltejs/kit';

/** The API inside this process, put there by the server before it mounts the pages. */
type InProcessApi = (request: Request, address: string | null) => Response | Promise<Response>;
const IN_PROCESS = Symbol.for('jujube.api');

/** Its queries without requests and answers around them; the development server has none. */
type Ask = (asking: Asking, key: string, call: Call) => Promise<{ answer: unknown } | { problem: Problem }>;
const ASK = Symbol.for('jujube.ask');

interface Asking {
  visit: object;
  headers: Record<'cookie' | 'authorization' | 'user-agent', string | undefined> & {
    'accept-language': string;
  };
  locale: string | undefined;
  address: string | null;
  setCookie(header: string): void;
}

interface Call {
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
}

/** The typed client for one request: in the name of its sender, in the language of the page. */
export function apiFor(event: RequestEvent): Client {
  const { [ASK]: ask } = globalThis as { [ASK]?: Ask };
  const overHttp = createClient({
    fetch: (input, init) => apiFetch(event, new Request(new URL(String(input), event.url.origin), init)),
  });
  if (!ask) return overHttp;
  const call = async (key: string, options: Call = {}): Promise<unknown> => {
    if (!key.startsWith('GET ')) return overHttp(key as never, options as never);
    const answered = await ask(askingFor(event), key, options);
    if ('problem' in answered) throw new ApiError(answered.problem);
    return answered.answer;
  };
  return call as Client;
}

/** What a page has asked in one go, by its locals: who asks is found out once, and again after something changed. */
const visits = new WeakMap<App.Locals, object>();

function visitOf({ locals }: RequestEvent): object {
  let visit = visits.get(locals);
  if (!visit) visits.set(locals, (visit = {}));
  return visit;
}

function askingFor(event: RequestEvent): Asking {
  const header = (name: string) => event.request.headers.get(name) ?? undefined;
  return {
    visit: visitOf(event),
    headers: {
      cookie: header('cookie'),
      authorization: header('authorization'),
      'user-agent': header('user-agent'),
      'accept-language': acceptLanguage(event),
    },
    locale: event.locals.locale,
    address: event.getClientAddress() || null,
    setCookie: (cookie) => void event.locals.setCookies.push(cookie),
  };
}

/**
 * Sends a request to the API in this process. It carries the visitor's cookies, address and origin, and asks for
 * the language of the page; cookies that the API sets travel back with the page.
 */
export async function apiFetch(event: RequestEvent, request: Request): Promise<Response> {
  const { headers } = request;
  for (const name of ['cookie', 'user-agent', 'authorization']) copy(event, headers, name);
  if (request.method !== 'GET') for (const name of ['origin', 'sec-fetch-site']) copy(event, headers, name);
  headers.set('accept-language', acceptLanguage(event));
  // The page's own language comes before what somebody chose elsewhere; unknown while the session is asked for it.
  if (event.locals.locale) headers.set('x-locale', event.locals.locale);
  const api = (globalThis as { [IN_PROCESS]?: InProcessApi })[IN_PROCESS];
  const response = api ? await api(request, event.getClientAddress() || null) : await fetch(request);
  event.locals.setCookies.push(...response.headers.getSetCookie());
  if (request.method !== 'GET') visits.delete(event.locals);
  return response;
}

function copy(event: RequestEvent, headers: Headers, name: string): void {
  const value = event.request.headers.get(name);
  if (value && !headers.has(name)) headers.set(name, value);
}

function acceptLanguage(event: RequestEvent): string {
  const asked = event.request.headers.get('accept-language');
  const { locale } = event.locals;
  if (!locale) return asked ?? '*';
  return asked ? `${locale}, ${asked}` : locale;
}
