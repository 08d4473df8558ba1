import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { settleModel } from './fetch.ts';
import {
  checkedPair,
  checkedParts,
  hashOf,
  MANIFEST,
  ModelError,
  partOf,
  readModel,
  verifyModel,
  type Model,
  type ModelFile,
  fileAt,
} from './manifest.ts';

/**
 * Takes a model that was brought by hand: a folder, or a .tar or .tar.gz of one, with the files as they are published
 * (`model.zhen….bin`, `vocab.zhen.spm`, `lex….bin`; packed as .gz too). Where `model.json` is among them it must agree.
 *
 * @param folder `DATA_DIR/models`
 * @throws ModelError for what is no model, or is damaged
 */
export async function addModel(file: string, folder: string): Promise<Model> {
  await mkdir(folder, { recursive: true });
  const half = await mkdtemp(join(folder, 'added-'));
  try {
    await gather(file, half);
    const model = await described(half, basename(file));
    await settleModel({ half, folder, model });
    return model;
  } finally {
    await rm(half, { recursive: true, force: true });
  }
}

async function gather(file: string, half: string): Promise<void> {
  const there = await fileAt(file);
  if (!there) throw new ModelError(`there is no ${file}`);
  if (there.isDirectory()) {
    for (const name of await readdir(file)) {
      if (wanted(name)) await copyFile(join(file, name), join(half, name));
    }
  } else {
    for (const { name, bytes } of entriesOf(unpacked(await readFile(file), file))) {
      if (wanted(name)) await writeFile(join(half, name), bytes);
    }
  }
  for (const name of await readdir(half)) {
    if (!name.endsWith('.gz')) continue;
    await writeFile(join(half, name.slice(0, -3)), unpacked(await readFile(join(half, name)), name));
    await rm(join(half, name));
  }
}

function wanted(name: string): boolean {
  return name === MANIFEST || partOf(name.replace(/\.gz$/u, '')) !== null;
}

/** No model that we know of is larger. */
const MOST_BYTES = 512 * 1024 * 1024;

function unpacked(bytes: Buffer, name: string): Buffer {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: MOST_BYTES });
  } catch (cause) {
    throw new ModelError(`${name} does not unpack`, { cause });
  }
}

const BLOCK = 512;

/** The plain files of a tar archive, without their folders. */
function* entriesOf(archive: Buffer): Generator<{ name: string; bytes: Buffer }> {
  for (let at = 0; at + BLOCK <= archive.length && archive[at] !== 0;) {
    const head = archive.subarray(at, at + BLOCK);
    const size = Number.parseInt(textOf(head, 124, 136).trim() || '0', 8);
    if (textOf(head, 257, 262) !== 'ustar' || !Number.isSafeInteger(size)) {
      throw new ModelError('this is no folder and no tar archive of a model');
    }
    const begin = at + BLOCK;
    const kind = String.fromCharCode(head[156]!);
    if (kind === '0' || kind === '\0') {
      yield { name: basename(textOf(head, 0, 100)), bytes: archive.subarray(begin, begin + size) };
    }
    at = begin + Math.ceil(size / BLOCK) * BLOCK;
  }
}

function textOf(bytes: Buffer, from: number, to: number): string {
  return bytes.toString('latin1', from, to).split('\0')[0]!;
}

async function described(half: string, source: string): Promise<Model> {
  const given = await readModel(half);
  if (given) {
    await verifyModel(half, given);
    return { ...given, added: new Date().toISOString() };
  }
  const files: ModelFile[] = [];
  for (const name of await readdir(half)) {
    const part = partOf(name)!;
    const path = join(half, name);
    files.push({ part, name, bytes: (await stat(path)).size, sha256: await hashOf(path) });
  }
  const named = files.map(({ name }) => /\.([a-z]{2})([a-z]{2})\./u.exec(name)).find(Boolean);
  if (!named) throw new ModelError('no file in it says its languages, as model.zhen.….bin does');
  const pair = checkedPair(`${named[1]}-${named[2]}`);
  checkedParts(
    pair,
    files.map(({ part }) => part),
  );
  return { pair, files, source: `by hand: ${source}`, added: new Date().toISOString() };
}
