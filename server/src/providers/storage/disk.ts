import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, mkdir, open, opendir, readFile, rename, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import {
  isStorageName,
  storageName,
  type Opened,
  type Range,
  type Source,
  type Storage,
  type Stored,
} from './storage.ts';

const COMING = '.coming';

/**
 * Files in two levels of folders under `root` (`ab/cd/abcd….webp`), made when needed. A file is first written under
 * a temporary name on the same disk and reaches its own name whole and synced, or not at all.
 */
export function diskStorage(root: string): Storage {
  const coming = join(root, COMING);
  // Other users of this machine have no business in pictures that few people may see.
  const ready = once(async () => void (await mkdir(coming, { recursive: true, mode: 0o700 })));
  return {
    put: async (name, source) => {
      const { folder, path } = place(root, name);
      await ready();
      const temporary = join(coming, randomUUID());
      try {
        await write(temporary, source);
        await mkdir(folder, { recursive: true });
        await rename(temporary, path);
      } catch (error) {
        await rm(temporary, { force: true });
        throw error;
      }
      // The folders too, even when another write has just made them: its own sync may not have come that far.
      for (const touched of [folder, join(folder, '..'), root]) await sync(touched);
      return described(name, await stat(path));
    },
    stat: (name) => unlessAbsent(async () => described(name, await stat(place(root, name).path))),
    bytes: (name) => unlessAbsent(() => readFile(place(root, name).path)),
    stream: (name, range) => unlessAbsent(() => openAt(place(root, name).path, name, range)),
    remove: async (names) => {
      const folders = new Set<string>();
      for (const name of names) {
        const { folder, path } = place(root, name);
        await rm(path, { force: true });
        folders.add(folder);
      }
      // A removal that a power cut undoes would bring back what someone took down.
      for (const folder of folders) await unlessAbsent(() => sync(folder));
    },
    list: () => walk(root),
    usage: async () => {
      const usage = { files: 0, bytes: 0, free: await freeBytes(root, ready) };
      for await (const file of walk(root)) {
        usage.files += 1;
        usage.bytes += file.bytes;
      }
      return usage;
    },
    tidy: (before) => tidy(coming, before),
  };
}

function place(root: string, name: string): { folder: string; path: string } {
  const safe = storageName(name);
  const folder = join(root, safe.slice(0, 2), safe.slice(2, 4));
  return { folder, path: join(folder, safe) };
}

async function write(path: string, source: Source): Promise<void> {
  if (!(source instanceof Uint8Array)) await copyFile(source.path, path, constants.COPYFILE_FICLONE);
  const file = await open(path, source instanceof Uint8Array ? 'wx' : 'r+');
  try {
    if (source instanceof Uint8Array) await file.writeFile(source);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function openAt(path: string, name: string, range?: Range): Promise<Opened> {
  const file = await open(path);
  try {
    const stored = described(name, await file.stat());
    return { ...stored, body: file.createReadStream(range && within(range, stored.bytes)) };
  } catch (error) {
    await file.close();
    throw error;
  }
}

function within(range: Range, bytes: number): Range {
  const { start, end } = range;
  if (!Number.isInteger(start) || !Number.isInteger(end) || start < 0 || end < start || start >= bytes) {
    throw new RangeError(`bytes ${start}–${end} of a file of ${bytes}`);
  }
  return { start, end: Math.min(end, bytes - 1) };
}

async function* walk(root: string): AsyncGenerator<Stored> {
  for (const first of await names(root)) {
    if (!/^[0-9a-f]{2}$/.test(first)) continue;
    for (const second of await names(join(root, first))) yield* filesIn(join(root, first, second));
  }
}

async function* filesIn(folder: string): AsyncGenerator<Stored> {
  for (const name of await names(folder)) {
    if (!isStorageName(name)) continue;
    const found = await unlessAbsent(() => stat(join(folder, name)));
    if (found) yield described(name, found);
  }
}

async function tidy(coming: string, before: Date): Promise<number> {
  let cleared = 0;
  for (const name of await names(coming)) {
    const path = join(coming, name);
    const found = await unlessAbsent(() => stat(path));
    if (!found || found.mtime >= before) continue;
    await rm(path, { force: true });
    cleared += 1;
  }
  return cleared;
}

async function names(folder: string): Promise<string[]> {
  const found = await unlessAbsent(async () => {
    const entries: string[] = [];
    for await (const entry of await opendir(folder)) entries.push(entry.name);
    return entries;
  });
  return found ?? [];
}

async function freeBytes(root: string, ready: () => Promise<void>): Promise<number> {
  await ready();
  const { bavail, bsize } = await statfs(root);
  return bavail * bsize;
}

async function sync(folder: string): Promise<void> {
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function unlessAbsent<T>(act: () => Promise<T>): Promise<T | null> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

function described(name: string, found: { size: number; mtime: Date }): Stored {
  return { name, bytes: found.size, at: found.mtime };
}

function once(make: () => Promise<void>): () => Promise<void> {
  let made: Promise<void> | undefined;
  return () => (made ??= make());
}
