import { existsSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { dirname, join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import type { Locale } from '@jujube/contract';
import { clientAddress } from './address.ts';
import type { Context } from './context.ts';
import { AppError } from './errors.ts';

type Base = Pick<Context, 'config' | 'log'>;

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** The API, for whoever serves it. */
export interface Fetcher {
  fetch(request: Request, env?: object): Response | Promise<Response>;
  /** The same for pages of this process, without HTTP in between. */
  ask?: unknown;
}

/** What the build of the pages brings. */
interface Pages {
  server: { respond(request: Request, options: object): Promise<Response> };
  assets: Record<'entries' | 'aliases', [path: string, ...unknown[]][]>;
}

/** What is no page. */
export const API_PATHS = /^\/(api|media)\//;

/** The places where the pages find the API in process. */
const API_SYMBOL = Symbol.for('jujube.api');
const ASK_SYMBOL = Symbol.for('jujube.ask');
/** Where the pages bring words for what is refused before any of them is asked. */
const REFUSED_SYMBOL = Symbol.for('jujube.refused');

type Refused = (problem: unknown, standing: { locale: Locale; href: string }, asData: boolean) => Response;

/**
 * A refusal at the door as its sender can read it: people get a page, a page's script what it understands, programs the
 * problem as it is.
 */
export async function refusedAs(
  { url = '/', headers }: IncomingMessage,
  problem: Response,
  locale: Locale,
): Promise<Response> {
  const { [REFUSED_SYMBOL]: refused } = globalThis as { [REFUSED_SYMBOL]?: Refused };
  const asData = url.split('?', 1)[0]!.endsWith('/__data.json') || headers['x-sveltekit-action'] === 'true';
  const isRead = asData || headers.accept?.includes('text/html');
  if (!refused || !isRead || API_PATHS.test(url)) return problem;
  const said = refused(await problem.json(), { locale, href: url }, asData);
  for (const [name, value] of problem.headers) if (name !== 'content-type') said.headers.set(name, value);
  return said;
}

/**
 * SvelteKit's handler, told the truth about scheme and address by headers that it trusts and nobody else can set. Throws
 * `request.cross_site`, which the framework would say in a line of its own.
 */
export async function pagesHandler(api: Fetcher, base: Base): Promise<Handler> {
  const file = join(import.meta.dirname, '../../../web/build/handler.js');
  if (!existsSync(file)) {
    base.log.warn('the pages are not built; serving the API only');
    return (_, response) => void response.writeHead(404).end();
  }
  Object.defineProperty(globalThis, API_SYMBOL, {
    value: (request: Request, address: string | null) => api.fetch(request, { address }),
    configurable: true,
  });
  Object.defineProperty(globalThis, ASK_SYMBOL, { value: api.ask, configurable: true });
  const { handler } = (await import(file)) as { handler: Handler };
  const { server, assets } = (await import(join(dirname(file), 'adapter-node.js'))) as Pages;
  const files = new Set([...assets.entries, ...assets.aliases].map(([path]) => path));
  const { publicUrl, trustedProxies } = base.config;
  const protocol = new URL(publicUrl).protocol.slice(0, -1);
  const page = pageListener(server, publicUrl);
  return (request, response) => {
    const forwarded = String(request.headers['x-forwarded-for'] ?? '');
    const address = clientAddress(request.socket.remoteAddress, forwarded, trustedProxies);
    request.headers.host = ownHost(request, base.config);
    request.headers['x-jujube-protocol'] = protocol;
    request.headers['x-jujube-address'] = address ?? '';
    if (isForeignForm(request, protocol)) throw new AppError('request.cross_site');
    const path = request.url?.split('?', 1)[0] ?? '';
    if (request.method === 'GET' && !files.has(path)) void page(request, response);
    else handler(request, response);
  };
}

const CHANGES = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
/** What a form of any site can send without being asked first; also what says nothing of itself. */
const FORMS = /^(application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)?\s*(;|$)/i;

/** The framework's own rule: a form is taken from the address that it is sent to, and from no other. */
function isForeignForm({ method = '', headers }: IncomingMessage, protocol: string): boolean {
  if (!CHANGES.has(method) || !FORMS.test(headers['content-type'] ?? '')) return false;
  return headers.origin !== URL.parse(`${protocol}://${headers.host}`)?.origin;
}

/** Answers pages from the framework itself: the adapter's streams around it cost a third of a page. */
function pageListener(server: Pages['server'], publicUrl: string) {
  const { protocol, host } = new URL(publicUrl);
  return getRequestListener(
    (_, { incoming }) => {
      const { headers, url: path } = incoming as IncomingMessage;
      const url = URL.parse(`${protocol}//${headers.host ?? host}${path}`);
      if (!url) return new Response(null, { status: 400 });
      const request = new Request(url, { headers: Object.entries(headers) as [string, string][] });
      const getClientAddress = () => String(headers['x-jujube-address']);
      return server.respond(request, { platform: { req: incoming }, getClientAddress });
    },
    { hostname: host },
  );
}

/**
 * The address that pages name as their own, whatever a proxy made of `Host`: the operator's. Where none was set, and for
 * a form sent from another address of this machine, the one that was asked for.
 */
function ownHost({ headers }: IncomingMessage, { publicUrl, port }: Base['config']): string | undefined {
  const isSet = publicUrl !== `http://localhost:${port}`;
  const fits = headers.origin === undefined || headers.origin === publicUrl;
  return isSet && fits ? new URL(publicUrl).host : headers.host;
}
