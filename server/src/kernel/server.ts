import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { existsSync } from 'node:fs';
import { constants } from 'node:zlib';
import { getRequestListener } from '@hono/node-server';
import compression from 'compression';
import type { AddressInfo } from 'node:net';
import { clientAddress } from './address.ts';
import type { Context } from './context.ts';
import { AppError, problemResponse } from './errors.ts';
import { createGate } from './gate.ts';
import { collectMetrics, type Metrics } from './metrics.ts';

type Base = Pick<Context, 'config' | 'log' | 'pool'>;

export interface Served {
  port: number;
  stop(): Promise<void>;
}

interface Fetcher {
  fetch(request: Request, env?: object): Response | Promise<Response>;
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** Requests that run at once; more wait in a queue of the second size, past which people get 503. */
const GATE = { running: 128, queued: 1024 };
const API_PATHS = /^\/(api|media)\//;
const LIVE = '/api/v1/inbox/live';

/** Answers as small as browsers take them, at the level where a page costs less than a millisecond; built files come compressed. */
const compress = compression({
  level: 4,
  brotli: { params: { [constants.BROTLI_PARAM_QUALITY]: 3 } },
  threshold: 1400,
});

function compressed(request: IncomingMessage, response: ServerResponse, next: () => void): void {
  const as = request.url === LIVE || request.url?.startsWith('/media/') ? null : compress;
  if (as) as(request as Parameters<typeof compress>[0], response as Parameters<typeof compress>[1], next);
  else next();
}

/** The place where the pages find the API in process. */
const API_SYMBOL = Symbol.for('jujube.api');

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
    const work = () => handled((...both) => compressed(...both, () => handle(...both)), request, response);
    gate.pass(work).catch((error: unknown) => refuse(response, error, base));
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

function apiListener(api: Fetcher, { config }: Base): Handler {
  return getRequestListener(
    (request, { incoming }) =>
      api.fetch(request, { address: (incoming as IncomingMessage).socket.remoteAddress ?? null }),
    { hostname: new URL(config.publicUrl).host },
  );
}

/** SvelteKit's handler, told the truth about scheme and address by headers that it trusts and nobody else can set. */
async function pagesHandler(api: Fetcher, { config, log }: Base): Promise<Handler> {
  const file = join(import.meta.dirname, '../../../web/build/handler.js');
  if (!existsSync(file)) {
    log.warn('the pages are not built; serving the API only');
    return (_, response) => void response.writeHead(404).end();
  }
  Object.defineProperty(globalThis, API_SYMBOL, {
    value: (request: Request, address: string | null) => api.fetch(request, { address }),
    configurable: true,
  });
  const { handler } = (await import(file)) as { handler: Handler };
  const protocol = new URL(config.publicUrl).protocol.slice(0, -1);
  return (request, response) => {
    const forwarded = request.headers['x-forwarded-for'];
    const address = clientAddress(
      request.socket.remoteAddress,
      String(forwarded ?? ''),
      config.trustedProxies,
    );
    request.headers.host = ownHost(request, config);
    request.headers['x-jujube-protocol'] = protocol;
    request.headers['x-jujube-address'] = address ?? '';
    handler(request, response);
  };
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

function handled(handle: Handler, request: IncomingMessage, response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
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

function refuse(response: ServerResponse, error: unknown, { log }: Base): void {
  const expected = error instanceof AppError ? error : new AppError('server.failed');
  if (!(error instanceof AppError)) log.error({ err: error }, 'a request failed');
  const problem = problemResponse(expected, 'en', 'gate');
  if (response.headersSent) response.destroy();
  else
    void problem
      .text()
      .then((body) => response.writeHead(problem.status, Object.fromEntries(problem.headers)).end(body));
}
