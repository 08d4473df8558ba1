import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { LOCALES, type Locale } from '@jujube/contract';
import type { AddressInfo } from 'node:net';
import { compressed } from './compress.ts';
import type { Context } from './context.ts';
import { AppError, problemResponse } from './errors.ts';
import { createGate } from './gate.ts';
import { acceptedLanguages, isLocale, localeFor } from './languages.ts';
import { collectMetrics, type Metrics } from './metrics.ts';
import { API_PATHS, pagesHandler, refusedAs, type Fetcher, type Handler } from './pages.ts';

type Base = Pick<Context, 'config' | 'log' | 'pool'>;

export interface Served {
  port: number;
  stop(): Promise<void>;
}

/** Requests that run at once; more wait in a queue of the second size, past which people get 503. */
const GATE = { running: 128, queued: 1024 };
const LIVE = '/api/v1/inbox/live';

/** Serves API and pages on one port. Stopping finishes the requests in flight. */
export async function serve({ api, base }: { api: Fetcher; base: Base }): Promise<Served> {
  const gate = createGate(GATE);
  const metrics = collectMetrics(base.pool, gate);
  const listener = apiListener(api, base);
  const pages = await pagesHandler(api, base);
  const inflight = new Set<ServerResponse>();
  let stopping = false;
  const server = createServer((request, response) => {
    // Metrics, gate, compression and the pages each watch the end of an answer.
    response.setMaxListeners(30);
    inflight.add(response);
    response.once('close', () => inflight.delete(response));
    if (stopping) response.setHeader('connection', 'close');
    if (answerStatus({ request, response, base, metrics, stopping })) return;
    metrics.observe(request, response);
    response.setHeader('x-content-type-options', 'nosniff');
    const handle = API_PATHS.test(request.url ?? '') ? listener : pages;
    if (!isSentAsItIs(request.url)) compressed(request, response);
    const work = () => handled(handle, request, response);
    gate.pass(work).catch((error: unknown) => refuse({ request, response, log: base.log }, error));
  });
  server.keepAliveTimeout = 65_000;
  server.headersTimeout = 30_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(base.config.port, base.config.host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    async stop() {
      stopping = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      // Else the connections of what is in flight would be kept alive after their answers.
      for (const response of inflight) if (!response.headersSent) response.setHeader('connection', 'close');
      const force = setTimeout(() => server.closeAllConnections(), 3000);
      await closed;
      clearTimeout(force);
    },
  };
}

/** Pictures are small already, and a stream of events must leave at once. */
function isSentAsItIs(url = ''): boolean {
  return url === LIVE || url.startsWith('/media/');
}

function apiListener(api: Fetcher, { config }: Base): Handler {
  return getRequestListener(
    (request, { incoming }) =>
      api.fetch(request, { address: (incoming as IncomingMessage).socket.remoteAddress ?? null }),
    { hostname: new URL(config.publicUrl).host },
  );
}

function handled(handle: Handler, request: IncomingMessage, response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    // Who gave up while they waited has closed already, and will not close again.
    if (response.destroyed) return resolve();
    // An event stream stays open for hours and must not hold a place in the gate.
    if (request.url === LIVE) resolve();
    response.once('close', resolve);
    handle(request, response);
  });
}

interface Status {
  request: IncomingMessage;
  response: ServerResponse;
  base: Base;
  metrics: Metrics;
  stopping: boolean;
}

/** /healthz: the process lives. /readyz: it can serve. /metrics: Prometheus text, for the operator's own network only. */
function answerStatus({ request, response, base, metrics, stopping }: Status): boolean {
  const text = (status: number, body: string, type = 'text/plain; charset=utf-8') =>
    response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
  switch (request.url) {
    case '/healthz':
      text(200, 'ok\n');
      return true;
    case '/readyz':
      if (stopping) text(503, 'stopping\n');
      else
        base.pool.query('select 1').then(
          () => text(200, 'ready\n'),
          () => text(503, 'database unreachable\n'),
        );
      return true;
    case '/metrics':
      if (!isLocal(request)) text(403, 'for this machine only\n');
      else
        metrics.text().then(
          (body) => text(200, body, metrics.type),
          () => text(500, 'failed\n'),
        );
      return true;
    default:
      return false;
  }
}

/** From this machine itself and not through a proxy. */
function isLocal(request: IncomingMessage): boolean {
  const address = request.socket.remoteAddress ?? '';
  return /^(::1|(::ffff:)?127\.)/.test(address) && request.headers['x-forwarded-for'] === undefined;
}

interface Refused {
  request: IncomingMessage;
  response: ServerResponse;
  log: Context['log'];
}

function refuse({ request, response, log }: Refused, error: unknown): void {
  const expected = error instanceof AppError ? error : new AppError('server.failed');
  if (!(error instanceof AppError)) log.error({ err: error }, 'a request failed');
  if (response.headersSent) return void response.destroy();
  const locale = localeOf(request);
  void refusedAs(request, problemResponse(expected, locale, 'gate'), locale).then(async (refused) =>
    response.writeHead(refused.status, Object.fromEntries(refused.headers)).end(await refused.text()),
  );
}

/** Whoever is refused at the door has not been asked who they are: the address or their browser says what they read. */
function localeOf({ headers, url = '' }: IncomingMessage): Locale {
  const named = LOCALES.find((locale) => url.startsWith(`/${locale.toLowerCase()}/`));
  if (named) return named;
  const chosen = /(?:^|;\s*)locale=([\w-]+)/.exec(headers.cookie ?? '')?.[1];
  return isLocale(chosen) ? chosen : localeFor(acceptedLanguages(headers['accept-language']));
}
