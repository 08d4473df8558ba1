import { createHash } from 'node:crypto';
import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { ERRORS, type Endpoint, type InputOf, type OutputOf } from '@jujube/contract';
import type { Context as HonoContext } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { z } from 'zod';
import type { Context } from './context.ts';
import { AppError } from './errors.ts';
import { storable } from './input.ts';
import { jsonOf } from './json.ts';
import { transact } from './transaction.ts';

/** An endpoint bound to the command or query that answers it. */
export interface Route {
  endpoint: Endpoint;
  run(ctx: Context, input: never): Promise<unknown>;
}

/** `route(api('PUT /notes/:id/like'), likeNote)`: binds, nothing more. */
export function route<E extends Endpoint>(
  endpoint: E,
  run: (ctx: Context, input: InputOf<E>) => Promise<OutputOf<E>>,
): Route {
  return { endpoint, run };
}

/** What a request carries beside its input. */
export interface RequestState {
  ctx: Context;
  /** null: not a token. */
  scopes: readonly ('read' | 'write')[] | null;
  suspended: boolean;
  membersOnly: boolean;
}

export interface AppEnv {
  Variables: { state: RequestState };
  Bindings: { address?: string | null };
}

/** Routes that visitors may call in a members-only community, and suspended people always. */
const OPEN_TO_ALL = new Set(['GET /session', 'PATCH /session', 'GET /community', 'GET /community/rules']);

export interface MountOptions {
  /** Where the endpoint's path begins: `/api/v1`. */
  root: string;
  /** Also validate answers: in tests. */
  check: boolean;
  /** A route about getting in and out: open in members-only communities and to suspended people, closed to access tokens. */
  account?: boolean;
}

/** Mounts a route: validation, access, idempotency, answer. */
export function mount(
  app: OpenAPIHono<AppEnv>,
  { endpoint, run }: Route,
  { root, check, account = false }: MountOptions,
): void {
  const { options } = endpoint;
  app.openapi(openApiRoute(endpoint, root), async (c) => {
    const state = c.get('state');
    if (account && state.scopes) throw new AppError('access.scope');
    if (!account || options.access !== 'anyone') guard(endpoint, state);
    const input = storable({ ...valid(c, 'param'), ...valid(c, 'query'), ...valid(c, 'json') }) as never;
    // Neither a password's fingerprint nor a secret that is shown once may lie in a table for a day.
    const repeatable = endpoint.method === 'POST' && !account && !options.secret;
    const key = repeatable ? c.req.header('idempotency-key') : undefined;
    const answer =
      key !== undefined && state.ctx.viewer.id !== null
        ? await once(
            state.ctx,
            { key, route: endpoint.key, body: `${c.req.path}\n${await c.req.text()}` },
            (ctx) => run(ctx, input),
          )
        : jsonOf(await run(state.ctx, input));
    if (answer === undefined) return c.body(null, endpoint.status as never);
    if (check && options.output) options.output.parse(JSON.parse(String(answer)));
    const kept = options.etag && state.ctx.viewer.id === null ? validators(answer) : null;
    if (kept && isKnown(c.req.header('if-none-match'), kept.etag)) return c.body(null, 304, kept);
    return c.body(answer, endpoint.status as ContentfulStatusCode, {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
      ...kept,
    });
  });
}

/** The context of a member's request, for routes that are not JSON; refuses visitors, suspended people and tokens that only read. */
export function requireMember(c: HonoContext<AppEnv>): Context {
  const state = c.get('state');
  const { key, method } = { key: `${c.req.method} ${c.req.path}`, method: c.req.method as 'GET' };
  guard(
    {
      key: key as 'GET /',
      method,
      path: c.req.path,
      status: 200,
      options: { access: 'member', subject: 'none', summary: '' },
    },
    state,
  );
  return state.ctx;
}

/** Access in one place: who may call an endpoint at all. What one may see is `visibleTo`. */
export function guard({ key, method, options: { access } }: Endpoint, state: RequestState): void {
  const { viewer } = state.ctx;
  if (OPEN_TO_ALL.has(key)) return;
  if (viewer.id !== null && state.suspended) throw new AppError('access.suspended');
  if (viewer.id === null && state.membersOnly) throw new AppError('access.members_only');
  if (state.scopes && !state.scopes.includes(method === 'GET' ? 'read' : 'write'))
    throw new AppError('access.scope');
  if (access === 'anyone') return;
  if (viewer.id === null) throw new AppError('access.sign_in');
  const enough = { member: true, moderator: false, administrator: false };
  if (viewer.roles.includes('moderator')) enough.moderator = true;
  if (viewer.roles.includes('administrator')) enough.moderator = enough.administrator = true;
  if (!enough[access]) throw new AppError('access.denied');
}

/** A browser may keep the answer, and asks each time whether it is still the same. */
function validators(answer: string | Buffer) {
  const etag = `W/"${createHash('sha1').update(answer).digest('base64url')}"`;
  return {
    etag,
    'cache-control': 'private, no-cache',
    vary: 'accept-language, authorization, cookie, x-locale',
  };
}

function isKnown(header: string | undefined, etag: string): boolean {
  return header !== undefined && (header.trim() === '*' || header.split(/\s*,\s*/).includes(etag));
}

interface Once {
  key: string;
  route: string;
  /** All that makes the request this one: what it is about, and what it says. */
  body: string;
}

/**
 * Runs a POST once per account, route and key (IETF draft-ietf-httpapi-idempotency-key-header). The answer is stored in the
 * transaction of the work; a twin at the same time waits for it; another body under the same key is refused.
 */
export async function once(
  ctx: Context,
  { key, route: name, body }: Once,
  run: (ctx: Context) => Promise<unknown>,
): Promise<string | undefined> {
  checkKey(key);
  const row = { person_id: ctx.viewer.id!, route: name, key };
  const hash = hashOf(body);
  return transact(ctx, async (tx) => {
    const claimed = await tx.db
      .insertInto('idempotency')
      .values({ ...row, body_hash: hash })
      .onConflict((conflict) => conflict.doNothing())
      .returning('key')
      .executeTakeFirst();
    const mine = tx.db
      .selectFrom('idempotency')
      .select(['body_hash', 'answer'])
      .where('person_id', '=', row.person_id)
      .where('route', '=', name)
      .where('key', '=', key);
    if (!claimed) {
      const stored = await mine.executeTakeFirstOrThrow();
      if (stored.body_hash !== hash) throw new AppError('idempotency.mismatch');
      return stored.answer ?? undefined;
    }
    const answer = JSON.stringify(await run({ ...tx, db: tx.db } as Context));
    await tx.db
      .updateTable('idempotency')
      .set({ answer: answer ?? null })
      .where('person_id', '=', row.person_id)
      .where('route', '=', name)
      .where('key', '=', key)
      .execute();
    return answer;
  });
}

/** What a repeated request was answered before. Throws `idempotency.mismatch` where the key was another request's. */
export async function answered(
  { db, viewer }: Context,
  { key, route: name, body }: Once,
): Promise<string | null> {
  checkKey(key);
  const stored = await db
    .selectFrom('idempotency')
    .select(['body_hash', 'answer'])
    .where('person_id', '=', viewer.id!)
    .where('route', '=', name)
    .where('key', '=', key)
    .executeTakeFirst();
  if (stored && stored.body_hash !== hashOf(body)) throw new AppError('idempotency.mismatch');
  return stored?.answer ?? null;
}

function checkKey(key: string): void {
  if (key.length === 0 || key.length > 200) throw new AppError('request.invalid');
}

function hashOf(body: string): string {
  return createHash('sha256').update(body).digest('hex');
}

type Part = 'param' | 'query' | 'json';

/** What the contract's schemas made of the request; a part that an endpoint has no schema for is not there. */
type Parsed = { in: Record<Part, object>; out: Record<Part, object | undefined> };

function valid(c: HonoContext<AppEnv, string, Parsed>, part: Part): object {
  return c.req.valid(part) ?? {};
}

function openApiRoute({ method, path, status, options }: Endpoint, root: string) {
  const success = options.output
    ? { description: 'Done', content: { 'application/json': { schema: options.output } } }
    : { description: 'Done' };
  return createRoute({
    method: method.toLowerCase() as 'get',
    path: root + path.replace(/:(\w+)/g, '{$1}'),
    summary: options.summary,
    tags: [path.split('/')[1]!],
    security: options.access === 'anyone' ? [] : [{ session: [] }, { token: [] }],
    request: {
      ...(options.params ? { params: options.params } : {}),
      ...(options.query ? { query: options.query } : {}),
      ...(options.body
        ? {
            body: {
              required: !options.body.safeParse(undefined).success,
              content: { 'application/json': { schema: options.body } },
            },
          }
        : {}),
    },
    responses: {
      [status]: success,
      default: {
        description: 'A coded refusal',
        content: { 'application/problem+json': { schema: problem } },
      },
    },
  });
}

/** RFC 9457. */
const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.enum(Object.keys(ERRORS) as [string, ...string[]]),
    detail: z.string().optional(),
    retryAfter: z.number().optional(),
    instance: z.string().optional(),
    fields: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem' });
