import { Readable } from 'node:stream';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context as HonoContext } from 'hono';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import type { Id } from '../../kernel/ids.ts';
import type { AppEnv, RequestState } from '../../kernel/routes.ts';
import { isStorageName } from '../../providers/storage/storage.ts';
import { fileFor, type StoredFile } from './queries.ts';

/** Whether a viewer may see a subject, by kind; the composition root knows all kinds. */
export type Visibility = Record<string, (ctx: Context, id: Id) => Promise<boolean>>;

interface FileOptions {
  base: Pick<Context, 'db' | 'providers'>;
  /** Asked only for what is not public. */
  stateOf: (c: HonoContext<AppEnv>) => Promise<RequestState>;
  visibility: Visibility;
}

const YEAR_SECONDS = 31_536_000;

/**
 * Mounts `GET /media/:name`: bytes of renditions. Those of public things may be kept for ever by any cache; others go to
 * those who may see what they belong to, and stay in their browser.
 */
export function mountFiles(app: OpenAPIHono<AppEnv>, { base, stateOf, visibility }: FileOptions): void {
  app.get('/media/:name', async (c) => {
    const name = c.req.param('name');
    const file = isStorageName(name) ? await fileFor(base, name) : null;
    if (!file || !(file.open || (await mayFetch(await stateOf(c), { file, visibility }))))
      throw new AppError('media.not_found');
    const headers = {
      'content-type': file.mime,
      'cache-control': file.open ? `public, max-age=${YEAR_SECONDS}, immutable` : 'private, no-cache',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'same-origin',
    };
    const opened = await base.providers.storage.stream(name);
    if (!opened) throw new AppError('media.not_found');
    const body = Readable.toWeb(opened.body) as ReadableStream;
    return c.body(body, 200, { ...headers, 'content-length': String(opened.bytes) });
  });
}

async function mayFetch(
  { ctx, suspended }: RequestState,
  { file, visibility }: { file: StoredFile; visibility: Visibility },
): Promise<boolean> {
  const { subject_kind: kind, subject_id: id } = file;
  if (suspended) return false;
  if (kind === null || id === null) return ctx.viewer.id === file.owner_id;
  return (await visibility[kind]?.(ctx, id)) ?? false;
}
