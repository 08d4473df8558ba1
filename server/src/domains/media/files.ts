import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Context } from '../../kernel/context.ts';
import { fileNamer } from '../../providers/storage/names.ts';
import type { Prepared } from '../../providers/pictures/pictures.ts';

export interface Size {
  url: string;
  width: number;
  height: number;
}

/** What is stored of a prepared picture, and how readers get it. */
export interface StoredFiles {
  master: string | null;
  files: { name: string; mime: string }[];
  /** Without `alt`, which belongs to the row. */
  cover: Size & { thumbhash: string; sizes: Size[] };
  picture: Size & { id: string; thumbhash: string; animated: boolean; sizes: Size[]; still?: Size[] };
  bytes: number;
}

const MIME = {
  webp: 'image/webp',
  avif: 'image/avif',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  png: 'image/png',
} as const;

/** Puts a prepared picture's files into storage, under names made of its id and version. */
export async function storePicture(
  { providers, secrets }: { providers: Pick<Context['providers'], 'storage'>; secrets: Context['secrets'] },
  prepared: Prepared,
  { id, version }: { id: string; version: number },
): Promise<StoredFiles> {
  const namer = fileNamer(secrets.accounts);
  const put = async (made: { format: string; path: string }, rendition: string): Promise<string> => {
    const name = namer({ media: id, version, rendition, extension: made.format });
    await providers.storage.put(name, { path: made.path });
    return name;
  };
  const master = prepared.master && (await put(prepared.master, 'master'));
  const stored = await Promise.all(
    prepared.renditions.map(async (made) => ({
      ...made,
      name: await put(made, `${made.role}-${made.width}`),
    })),
  );
  const sizesOf = (role: string): Size[] =>
    stored
      .filter((made) => made.role === role)
      .sort((a, b) => a.width - b.width)
      .map(({ name, width, height }) => ({ url: `/media/${name}`, width, height }));
  const [card, note, motion] = [sizesOf('card'), sizesOf('note'), sizesOf('motion')];
  const { thumbhash, animated } = prepared;
  const moves = animated && motion.length > 0;
  const shown = moves ? motion : note;
  return {
    master,
    files: stored.map(({ name, format }) => ({ name, mime: MIME[format as keyof typeof MIME] })),
    cover: { ...card.at(-1)!, thumbhash, sizes: card },
    picture: { id, ...shown.at(-1)!, thumbhash, animated, sizes: shown, ...(moves ? { still: note } : {}) },
    bytes: stored.reduce((sum, made) => sum + made.bytes, prepared.master?.bytes ?? 0),
  };
}

/** The file that a picture came in, as it is stored. */
export interface StoredOriginal {
  name: string;
  bytes: number;
}

/**
 * Keeps a file as it came, with all that it says of place and device: only where the operator set `KEEP_ORIGINALS`. It is in
 * no list of files that may be fetched.
 */
export async function storeOriginal(
  { providers, secrets }: Pick<Context, 'providers' | 'secrets'>,
  { id, path, mime }: { id: string; path: string; mime: string },
): Promise<StoredOriginal> {
  const [, extension] = mime.split('/') as [string, string];
  const name = fileNamer(secrets.accounts)({ media: id, version: 1, rendition: 'original', extension });
  const { bytes } = await providers.storage.put(name, { path });
  return { name, bytes };
}

/** Where uploads wait for being prepared. */
export function uploadsFolder({ dataDir }: Pick<Context['config'], 'dataDir'>): string {
  return join(dataDir, 'uploads');
}

/** Removes what came in before a moment and nobody finished: broken-off uploads, files of a process that was killed. */
export async function tidyUploads(config: Pick<Context['config'], 'dataDir'>, before: Date): Promise<void> {
  const folder = uploadsFolder(config);
  if (!existsSync(folder)) return;
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    // Uploads are finished and removed meanwhile.
    const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
    if (found?.isFile() && found.mtime < before) await rm(path, { force: true });
  }
}

/** Runs work on a file of these bytes, which is gone afterwards. */
export async function withFile<T>(
  config: Pick<Context['config'], 'dataDir'>,
  bytes: Buffer,
  work: (path: string) => Promise<T>,
): Promise<T> {
  const folder = uploadsFolder(config);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `${randomUUID()}.whole`);
  try {
    await writeFile(path, bytes, { mode: 0o600 });
    return await work(path);
  } finally {
    await rm(path, { force: true });
  }
}
