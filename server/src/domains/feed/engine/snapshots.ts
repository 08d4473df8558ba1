import { mkdir, open, readdir, readFile, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Log } from '../../../kernel/log.ts';
import { FORM, Memory, type Place } from './memory.ts';

/** What stands beside the parts: which they are, in their order, and how to know that they are whole. */
interface Manifest {
  form: number;
  place: Place;
  parts: { name: string; bytes: number; crc32: number }[];
}

const MANIFEST = 'manifest.json';
const PARTS = 'parts';
const INDEX = 'index';
const KEPT = /^kept-\d+$/;

/**
 * Keeps what was learnt in a folder of its own: written beside, synced, then renamed, so that there is a whole one at any
 * moment. Nothing may be learnt meanwhile. Earlier ones are removed.
 */
export async function keep(folder: string, memory: Memory): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const beside = join(folder, 'new');
  await rm(beside, { recursive: true, force: true });
  await mkdir(beside, { mode: 0o700 });
  const manifest: Manifest = { form: FORM, place: memory.place, parts: [] };
  memory.nearest.save(join(beside, INDEX));
  await writeSynced(join(beside, PARTS), async (file) => {
    for (const [name, bytes] of memory.parts()) {
      manifest.parts.push({ name, bytes: bytes.length, crc32: crc32(bytes) });
      await file.writeFile(bytes);
    }
  });
  await writeSynced(join(beside, MANIFEST), (file) => file.writeFile(JSON.stringify(manifest)));
  const earlier = await keptIn(folder);
  await rename(beside, join(folder, `kept-${(earlier.at(-1) ?? 0) + 1}`));
  await syncFolder(folder);
  for (const number of earlier) await rm(join(folder, `kept-${number}`), { recursive: true, force: true });
}

/** The last that was kept whole; null where there is none, or none that can be read. */
export async function recall(folder: string, log: Log): Promise<Memory | null> {
  for (const number of (await keptIn(folder)).toReversed()) {
    try {
      return await load(join(folder, `kept-${number}`));
    } catch (err) {
      log.warn(
        { err, number },
        'what the feed kept cannot be read; it learns from an earlier one or from the log',
      );
    }
  }
  return null;
}

async function load(folder: string): Promise<Memory> {
  const manifest = JSON.parse(await readFile(join(folder, MANIFEST), 'utf8')) as Manifest;
  if (manifest.form !== FORM) throw new Error(`kept in form ${manifest.form}, expected ${FORM}`);
  const parts = new Map<string, Uint8Array>();
  const file = await open(join(folder, PARTS), 'r');
  try {
    for (const { name, bytes, crc32: sum } of manifest.parts) {
      const read = Buffer.allocUnsafeSlow(bytes);
      const { bytesRead } = await file.read(read, 0, bytes);
      if (bytesRead !== bytes || crc32(read) !== sum) throw new Error(`${name} is not whole`);
      parts.set(name, read);
    }
  } finally {
    await file.close();
  }
  const memory = Memory.from(parts);
  const index = join(folder, INDEX);
  if (await isThere(index)) memory.nearest.load(index);
  if (memory.nearest.length !== memory.notes.there) memory.indexAll();
  return memory;
}

async function keptIn(folder: string): Promise<number[]> {
  if (!(await isThere(folder))) return [];
  const names = (await readdir(folder)).filter((name) => KEPT.test(name));
  return names.map((name) => Number(name.slice('kept-'.length))).sort((a, b) => a - b);
}

async function isThere(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return false;
  }
}

async function writeSynced(path: string, write: (file: FileHandle) => Promise<void>): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    await write(file);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
