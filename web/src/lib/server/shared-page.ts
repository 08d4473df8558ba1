import { createHash } from 'node:crypto';
import type { RequestEvent } from '@sveltejs/kit';

/** A visitor's page as it can be given to many: nothing in it is anybody's, and its scripts are known by hash. */
interface SharedPage {
  status: number;
  headers: [string, string][];
  body: string;
  etag: string;
}

const inFlight = new Map<string, Promise<SharedPage | Response>>();

/**
 * Answers a visitor. Visitors who ask for the same page, in the same language and ways, at the same moment, share one
 * rendering; who has the page already (If-None-Match) is told so. Nothing is kept after the last of them is answered.
 */
export async function sharedPage(event: RequestEvent, render: () => Promise<Response>): Promise<Response> {
  const { locals, url, request } = event;
  const key = JSON.stringify([url.href, locals.locale, locals.session, request.headers.get('accept-language')]);
  const running = inFlight.get(key);
  const page = await (running ?? start(key, render));
  if (!(page instanceof Response)) return answer(page, request);
  // What cannot be shared (a redirect, a stream) belongs to whoever asked first.
  return running ? render() : page;
}

function start(key: string, render: () => Promise<Response>): Promise<SharedPage | Response> {
  const page = render()
    .then(toShared)
    .finally(() => inFlight.delete(key));
  inFlight.set(key, page);
  return page;
}

async function toShared(response: Response): Promise<SharedPage | Response> {
  const policy = response.headers.get('content-security-policy');
  const nonce = policy && /'nonce-([^']+)'/.exec(policy)?.[1];
  const whole = response.headers.has('etag') && !response.headers.has('set-cookie');
  if (response.status !== 200 || !nonce || !whole) return response;
  const html = await response.text();
  const hashes: string[] = [];
  const body = html.replaceAll(
    new RegExp(`(<(?:script|style)) nonce="${escaped(nonce)}">([\\s\\S]*?)</`, 'g'),
    (_, tag: string, inside: string) => {
      hashes.push(`'sha256-${createHash('sha256').update(inside).digest('base64')}'`);
      return `${tag}>${inside}</`;
    },
  );
  response.headers.set('content-security-policy', policy.replaceAll(`'nonce-${nonce}'`, hashes.join(' ')));
  const etag = `"${createHash('sha1').update(body).digest('base64url')}"`;
  response.headers.set('etag', etag);
  response.headers.delete('content-length');
  return { status: response.status, headers: [...response.headers], body, etag };
}

function answer(page: SharedPage, request: Request): Response {
  const known = request.headers.get('if-none-match')?.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  if (known?.includes(page.etag)) return new Response(null, { status: 304, headers: page.headers });
  return new Response(page.body, { status: page.status, headers: page.headers });
}

function escaped(text: string): string {
  return text.replace(/[+/=.*?^$()[\]{}|\\]/g, '\\$&');
}
