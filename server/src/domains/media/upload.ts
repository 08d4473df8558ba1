import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { FileStore } from '@tus/file-store';
import { Server } from '@tus/server';
import type { Context as HonoContext } from 'hono';
import { personId, type Context } from '../../kernel/context.ts';
import { AppError, problemResponse } from '../../kernel/errors.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import { answered, once, requireMember, type AppEnv } from '../../kernel/routes.ts';
import { addPicture, storeUpload } from './commands.ts';
import { uploadsFolder } from './files.ts';
import { LIMITS } from './pictures/measures.ts';
import { withReceived } from './receive.ts';

const DAY = 24 * 3600 * 1000;
const KEY = 'x-jujube-upload';

/** Mounts `POST /media` (multipart, field `file`) and `/media/tus` (tus 1.0, for lines that break). */
export function mountUploads(v1: OpenAPIHono<AppEnv>, base: Pick<Context, 'config'>): void {
  const folder = uploadsFolder(base.config);
  const tus = createTus(folder);
  v1.post('/media', uploadOnce);
  v1.all('/media/tus', (c) => tus(c));
  v1.all('/media/tus/:id', (c) => tus(c));
}

async function uploadOnce(c: HonoContext<AppEnv>): Promise<Response> {
  const ctx = requireMember(c);
  const key = c.req.header('idempotency-key');
  const wanted = { folder: uploadsFolder(ctx.config), field: 'file', maxBytes: LIMITS.bytes };
  return withReceived(c.req.raw, wanted, async ({ path, name, hash }) => {
    if (key === undefined) return c.json(await addPicture(ctx, { path, name }), 201);
    const request = { key, route: 'POST /media', body: hash };
    // Twins at the same time are both prepared, and the first is recorded: nobody waits in a transaction for that long.
    const answer =
      (await answered(ctx, request)) ?? (await once(ctx, request, await storeUpload(ctx, { path, name })));
    return c.body(answer ?? '', 201, { 'content-type': 'application/json' });
  });
}

/** tus: the upload's id becomes the picture's id, so a client that finished asks `GET /media/:id`. */
function createTus(folder: string): (c: HonoContext<AppEnv>) => Promise<Response> {
  const asking = new Map<string, Context>();
  const ctxOf = (request: { headers: Headers }): Context => asking.get(request.headers.get(KEY) ?? '')!;
  const store = new FileStore({ directory: folder, expirationPeriodInMilliseconds: DAY });
  const server = new Server({
    path: '/api/v1/media/tus',
    datastore: store,
    maxSize: LIMITS.bytes,
    relativeLocation: true,
    namingFunction: () => uuidv7(),
    onUploadCreate: async (request, upload) => ({
      metadata: { ...upload.metadata, owner: personId(ctxOf(request).viewer) },
    }),
    onIncomingRequest: async (request, id) => {
      if (request.method === 'POST') return;
      const upload = await store.getUpload(id);
      if (upload.metadata?.['owner'] !== ctxOf(request).viewer.id)
        throw { status_code: 404, body: 'not found' };
    },
    onUploadFinish: async (request, upload) => {
      await finish(ctxOf(request), {
        path: join(folder, upload.id),
        id: upload.id,
        name: upload.metadata?.['filename'] ?? null,
      });
      await store.remove(upload.id);
      return {};
    },
  });
  return async (c) => {
    const ctx = requireMember(c);
    const key = randomUUID();
    const headers = new Headers(c.req.raw.headers);
    headers.set(KEY, key);
    asking.set(key, ctx);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    try {
      return await server.handleWeb(new Request(c.req.raw, { headers }));
    } finally {
      asking.delete(key);
    }
  };
}

/** A refusal reaches the client as problem details in the body of the last answer. */
async function finish(
  ctx: Context,
  picture: { path: string; id: string; name: string | null },
): Promise<void> {
  try {
    await addPicture(ctx, picture);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const problem = problemResponse(error, ctx.locale, ctx.requestId);
    throw { status_code: problem.status, body: await problem.text() };
  }
}
