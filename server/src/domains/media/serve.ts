import { Readable } from 'node:stream';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context as HonoContext } from 'hono';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import type { Id } from '../../kernel/ids.ts';
import type { AppEnv, RequestState } from '../../kernel/routes.ts';
import { isStorageName } from '../../providers/storage/storage.ts';
import { fileFor, type StoredFile } from './queries.ts';
import { sharedName } from './share.ts';

/** Whether a viewer may see a subject, by kind; the composition root knows all kinds. */
export type Visibility = Record<string, (ctx: Context, id: Id) => Promise<boolean>>;

interface FileOptions {
  base: Pick<Context, 'db' | 'providers' | 'config' | 'log' | 'secrets'>;
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
    return sent(c, base, { name, ...file });
  });
  mountPreviews(app, base);
}

/**
 * Mounts `GET /media/share/:name`: the preview of a picture that links elsewhere show, under the name of one of its cards
 * but for the ending. Only of what is public; other sites have no session.
 */
function mountPreviews(app: OpenAPIHono<AppEnv>, base: FileOptions['base']): void {
  app.get('/media/share/:name', async (c) => {
    const card = c.req.param('name').replace(/\.jpg$/, '.webp');
    const file = isStorageName(card) ? await fileFor(base, card) : null;
    if (!file?.open) throw new AppError('media.not_found');
    const name = await sharedName(base, card);
    return sent(c, base, { name, mime: 'image/jpeg', open: true, site: 'cross-origin' });
  });
}

interface Sent {
  name: string;
  mime: string;
  open: boolean;
  /** Whose pages may show it. */
  site?: 'same-origin' | 'cross-origin';
}

async function sent(
  c: HonoContext<AppEnv>,
  { providers }: Pick<Context, 'providers'>,
  { name, mime, open, site = 'same-origin' }: Sent,
): Promise<Response> {
  const opened = await providers.storage.stream(name);
  if (!opened) throw new AppError('media.not_found');
  return c.body(Readable.toWeb(opened.body) as ReadableStream, 200, {
    'content-type': mime,
    'content-length': String(opened.bytes),
    'cache-control': open ? `public, max-age=${YEAR_SECONDS}, immutable` : 'private, no-cache',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cross-origin-resource-policy': site,
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
