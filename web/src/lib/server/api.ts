import { createClient, type Client } from '@jujube/contract/client';
import type { RequestEvent } from '@sveltejs/kit';

/** The API inside this process, put there by the server before it mounts the pages. */
type InProcessApi = (request: Request, address: string | null) => Response | Promise<Response>;
const IN_PROCESS = Symbol.for('jujube.api');

/** The typed client for one request: in the name of its sender, in the language of the page. */
export function apiFor(event: RequestEvent): Client {
  return createClient({
    fetch: (input, init) => apiFetch(event, new Request(new URL(String(input), event.url.origin), init)),
  });
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
