import { OpenAPIHono } from '@hono/zod-openapi';
import { getCookie } from 'hono/cookie';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import type { Context as HonoContext } from 'hono';
import { createAsk, type Ask } from './ask.ts';
import { describeOthers } from './described.ts';
import { DOCS_CSP, docsPage, type Description } from './docs.ts';
import { ACCOUNT_ROUTES, mountOthers, ROUTES } from './domains.ts';
import { clientAddress } from './kernel/address.ts';
import { AppError, problemResponse } from './kernel/errors.ts';
import { mount, type AppEnv } from './kernel/routes.ts';
import { localeAsked, requestIdOf, stateReader, type Asker, type Base, type StateReader } from './state.ts';

export interface ApiOptions {
  base: Base;
  /** Also validate every answer against the contract: in tests. */
  check?: boolean;
}

const MAX_BODY = 1024 * 1024;
/** Uploads have a limit of their own. */
const UPLOADS = /^\/api\/v1\/media(\/tus(\/.*)?)?$/;

/** The API as one fetch handler, `/api/*`, and as pages of this process ask it. */
export function createApi({ base, check = false }: ApiOptions): OpenAPIHono<AppEnv> & { ask: Ask } {
  const app = new OpenAPIHono<AppEnv>({
    defaultHook: (result, c) => {
      if (result.success) return undefined;
      const fields = result.error.issues.slice(0, 20).map((issue) => ({
        path: issue.path.map(String).join('.'),
        code: issue.code ?? 'invalid',
        message: issue.message,
      }));
      return refuse(c, new AppError('request.invalid', { fields }), base);
    },
  });
  const v1 = app.basePath('/api/v1') as OpenAPIHono<AppEnv>;
  const accounts = app.basePath('/api/auth') as OpenAPIHono<AppEnv>;
  app.use('/api/*', refuseNull);
  app.use('/api/*', crossSiteGuard(base));
  const readState = stateReader(base);
  const stateOf = (c: HonoContext<AppEnv>) => readState(askerOf(c, base));
  const limit = bodyLimiter(base);
  for (const root of [v1, accounts]) {
    root.use('*', (c, next) => (UPLOADS.test(c.req.path) ? next() : limit(c, next)));
    root.use('*', async (c, next) => {
      c.set('state', await stateOf(c));
      await next();
    });
  }
  mountOthers({ app, v1, base, stateOf });
  for (const bound of ROUTES) mount(app, bound, { root: '/api/v1', check });
  for (const bound of ACCOUNT_ROUTES) mount(app, bound, { root: '/api/auth', check, account: true });
  describe(app, base, stateOf);
  app.onError((error, c) => refuse(c, error, base));
  app.notFound((c) => refuse(c, new AppError('request.not_found'), base));
  return Object.assign(app, { ask: createAsk(base, readState) });
}

/** Refuses bodies that are too large: by the length that they say, and counting only those that say none. */
function bodyLimiter(base: Base) {
  const tooLarge = (c: HonoContext) => refuse(c, new AppError('request.too_large'), base);
  const counted = bodyLimit({ maxSize: MAX_BODY, onError: (c) => tooLarge(c as never) });
  return async (c: HonoContext<AppEnv>, next: () => Promise<void>) => {
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return next();
    const length = c.req.header('content-length');
    if (length === undefined || c.req.header('transfer-encoding') !== undefined) return counted(c, next);
    return Number(length) > MAX_BODY ? tooLarge(c) : next();
  };
}

function askerOf(c: HonoContext<AppEnv>, { config }: Base): Asker {
  const { headers } = c.req.raw;
  const socket = c.env?.address ?? undefined;
  return {
    headers,
    address: clientAddress(socket, c.req.header('x-forwarded-for'), config.trustedProxies),
    header: (name) => c.req.header(name),
    cookie: (name) => getCookie(c, name),
    setCookie: (header) => c.header('set-cookie', header, { append: true }),
  };
}

/** PostgreSQL's texts cannot hold the null character; no address of ours has one. */
async function refuseNull(c: HonoContext<AppEnv>, next: () => Promise<void>): Promise<void> {
  if (c.req.url.includes('%00')) throw new AppError('request.invalid');
  await next();
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Browsers say where a request comes from; one from another site may change nothing (OWASP CSRF, Fetch Metadata).
 * A request with neither `Origin` nor `Sec-Fetch-Site` is not a browser's.
 */
function crossSiteGuard({ config }: Base) {
  return async (c: HonoContext<AppEnv>, next: () => Promise<void>) => {
    if (!SAFE.has(c.req.method) && isCrossSite(c, config.publicUrl)) throw new AppError('request.cross_site');
    await next();
  };
}

function isCrossSite(c: HonoContext, publicUrl: string): boolean {
  const site = c.req.header('sec-fetch-site');
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const origin = c.req.header('origin');
  if (origin === undefined) return false;
  // The address asked for, not the `Host` header: what a page asks within this process has none.
  return origin !== publicUrl && originHost(origin) !== new URL(c.req.url).host;
}

function originHost(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}

function refuse(c: HonoContext, error: Error, base: Base): Response {
  const ctx = (c as HonoContext<AppEnv>).get('state')?.ctx;
  const asker = askerOf(c, base);
  const locale = ctx?.locale ?? localeAsked(asker);
  const requestId = ctx?.requestId ?? requestIdOf(asker);
  if (error instanceof AppError) return problemResponse(error, locale, requestId);
  if (error instanceof HTTPException && error.status < 500) {
    return problemResponse(new AppError('request.invalid', { detail: error.message }), locale, requestId);
  }
  base.log.error({ err: error, requestId, method: c.req.method, path: c.req.path }, 'a request failed');
  return problemResponse(new AppError('server.failed'), locale, requestId);
}

type StateOf = (c: HonoContext<AppEnv>) => ReturnType<StateReader>;

function describe(app: OpenAPIHono<AppEnv>, { config }: Base, stateOf: StateOf): void {
  app.openAPIRegistry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: 'jujube.session_token',
  });
  app.openAPIRegistry.registerComponent('securitySchemes', 'token', { type: 'http', scheme: 'bearer' });
  describeOthers(app);
  const document = {
    openapi: '3.1.0',
    info: { title: 'Jujube', version: '1', license: { name: 'AGPL-3.0-or-later' } },
  };
  app.doc31('/api/openapi.json', document);
  app.get('/api/docs', async (c) => {
    const { locale } = (await stateOf(c)).ctx;
    c.header('content-language', locale);
    c.header('vary', 'Accept-Language, Cookie');
    c.header('content-security-policy', DOCS_CSP);
    c.header('x-content-type-options', 'nosniff');
    return c.html(
      docsPage(app.getOpenAPI31Document(document) as Description, { locale, origin: config.publicUrl }),
    );
  });
}
