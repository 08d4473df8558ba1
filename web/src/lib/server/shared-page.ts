import { createHash } from 'node:crypto';
import type { RequestEvent } from '@sveltejs/kit';

/** A visitor's page as it can be given to many: nothing in it is anybody's, and its scripts are known by hash. */
interface SharedPage {
  headers: [string, string][];
  body: Uint8Array<ArrayBuffer>;
  etag: string;
}

/** What is asked of a request. */
type Asked = Pick<RequestEvent, 'url' | 'request'> & { locals: Pick<App.Locals, 'locale' | 'session'> };

type Render = (transform: (html: string) => string) => Promise<Response>;

const inFlight = new Map<string, Promise<SharedPage | Response>>();

/**
 * Answers a visitor. Visitors who ask for the same page, in the same language and ways, at the same moment, share one
 * rendering; who has the page already (If-None-Match) is told so. Nothing is kept after the last of them is answered.
 */
export async function sharedPage(event: Asked, render: Render): Promise<Response> {
  const { locals, url, request } = event;
  const key = JSON.stringify([
    url.href,
    locals.locale,
    locals.session,
    request.headers.get('accept-language'),
  ]);
  const running = inFlight.get(key);
  const page = await (running ?? start(key, render));
  if (!(page instanceof Response)) return answer(page, request);
  // What cannot be shared (a redirect, a stream) belongs to whoever asked first.
  return running ? render((html) => html) : page;
}

function start(key: string, render: Render): Promise<SharedPage | Response> {
  const page = rendered(render).finally(() => inFlight.delete(key));
  inFlight.set(key, page);
  return page;
}

async function rendered(render: Render): Promise<SharedPage | Response> {
  let body = '';
  const hashes: string[] = [];
  const response = await render((html) => (body = byHash(html, hashes)));
  const policy = response.headers.get('content-security-policy');
  if (policy)
    response.headers.set('content-security-policy', policy.replace(/'nonce-[^']+'/, hashes.join(' ')));
  // A page that comes in parts has no length yet.
  const { headers } = response;
  const whole = headers.has('content-length') && !headers.has('set-cookie');
  if (response.status !== 200 || !body || !whole) return response;
  const etag = `"${createHash('sha1').update(body).digest('base64url')}"`;
  headers.set('etag', etag);
  // One body for all: whoever sends it needs to compress it only once.
  const bytes = new TextEncoder().encode(body);
  headers.set('content-length', String(bytes.byteLength));
  return { headers: [...headers], body: bytes, etag };
}

/** The page with its inline scripts known by what they are (added to `hashes`) instead of by this answer's nonce. */
function byHash(html: string, hashes: string[]): string {
  return html.replace(/<script nonce="[^"]+">([\s\S]*?)<\/script>/g, (_, script: string) => {
    hashes.push(`'sha256-${createHash('sha256').update(script).digest('base64')}'`);
    return `<script>${script}</script>`;
  });
}

function answer(page: SharedPage, request: Request): Response {
  const known = request.headers
    .get('if-none-match')
    ?.split(',')
    .map((tag) => tag.trim().replace(/^W\//, ''));
  const headers = new Headers(page.headers);
  if (!known?.includes(page.etag)) return new Response(page.body, { headers });
  headers.delete('content-length');
  return new Response(null, { status: 304, headers });
}
