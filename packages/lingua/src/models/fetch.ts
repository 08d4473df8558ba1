import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { fileAt, hashOf, MANIFEST, ModelError, type Model, type ModelFile } from './manifest.ts';
import { readIndex, type OfferedFile } from './published.ts';

export interface Progress {
  /** The file that is being fetched. */
  name: string;
  /** Bytes as they travel, packed; `total` is null where the server does not say. */
  done: number;
  total: number | null;
}

export interface FetchOptions {
  /** The address of the index. */
  index: string;
  /** `DATA_DIR/models` */
  folder: string;
  pair: string;
  onProgress?: (progress: Progress) => void;
  signal?: AbortSignal;
}

/**
 * Fetches a model that the index offers. What was begun goes on where it stopped; nothing is used before every hash is
 * right; the model that was there before is replaced at the end, in one step.
 *
 * @throws ModelError for a pair that is not offered, a server that fails, a file that is not what the index says
 */
export async function fetchModel(options: FetchOptions): Promise<Model> {
  const { index, folder, pair, signal } = options;
  const offer = (await readIndex(index, signal)).find((one) => one.pair === pair);
  if (!offer) throw new ModelError(`the index offers no model ${pair}`);
  if (!offer.files.find(({ part }) => part === 'model')?.sha256) {
    throw new ModelError(`the index does not say how model ${pair} is known`);
  }
  const half = join(folder, `${pair}.part`);
  await mkdir(half, { recursive: true });
  const files: ModelFile[] = [];
  for (const file of offer.files) files.push(await fetchFile(file, half, options));
  const model = { pair, files, source: index, added: new Date().toISOString() };
  await settleModel({ half, folder, model });
  return model;
}

/** Writes the manifest and puts a whole folder in the place of its model. */
export async function settleModel({
  half,
  folder,
  model,
}: {
  half: string;
  folder: string;
  model: Model;
}): Promise<void> {
  await writeFile(join(half, MANIFEST), `${JSON.stringify(model, null, 2)}\n`);
  const place = join(folder, model.pair);
  await rm(place, { recursive: true, force: true });
  await rename(half, place);
}

async function fetchFile(file: OfferedFile, half: string, options: FetchOptions): Promise<ModelFile> {
  const path = join(half, file.name);
  const known = await knownFile(file, path);
  if (known) return known;
  const travelling = `${path}.download`;
  await download(file, travelling, options);
  await unpack(file, travelling, path);
  const found = await knownFile(file, path);
  if (!found) {
    await rm(path, { force: true });
    throw new ModelError(`${file.name} is not what the index says: its hash or its length differs`);
  }
  return found;
}

/** The file, if it lies there and is what the index says. */
async function knownFile(
  { part, name, bytes, sha256 }: OfferedFile,
  path: string,
): Promise<ModelFile | null> {
  const there = await fileAt(path);
  if (!there || (bytes !== null && there.size !== bytes)) return null;
  const hash = await hashOf(path);
  return sha256 !== null && hash !== sha256 ? null : { part, name, bytes: there.size, sha256: hash };
}

async function download({ url, name }: OfferedFile, path: string, options: FetchOptions): Promise<void> {
  const begun = (await fileAt(path))?.size ?? 0;
  const response = await answerOf(url, begun, options.signal);
  // A server that does not know ranges sends all of it again; 416 means that all of it is there.
  if (response.status === 416) return;
  const goesOn = response.status === 206;
  const length = Number(response.headers.get('content-length'));
  let done = goesOn ? begun : 0;
  const total = length > 0 ? done + length : null;
  const file = await open(path, goesOn ? 'a' : 'w');
  const stopped = (cause?: unknown) =>
    new ModelError(`${name} stopped after ${done} bytes; asking again goes on from there`, { cause });
  try {
    // Each piece is on disk before the next is asked for: whatever arrived is not asked for again.
    for await (const chunk of response.body ?? []) {
      await file.writeFile(chunk);
      done += chunk.length;
      options.onProgress?.({ name, done, total });
    }
  } catch (cause) {
    throw stopped(cause);
  } finally {
    await file.close();
  }
  if (total !== null && done < total) throw stopped();
}

async function answerOf(url: string, begun: number, signal?: AbortSignal): Promise<Response> {
  const headers: Record<string, string> = { 'accept-encoding': 'identity' };
  if (begun > 0) headers['range'] = `bytes=${begun}-`;
  const response = await fetch(url, { headers, ...(signal ? { signal } : {}) }).catch((cause: unknown) => {
    throw new ModelError(`${url} cannot be reached`, { cause });
  });
  const fine = response.status === 200 || response.status === 206 || (begun > 0 && response.status === 416);
  if (!fine) throw new ModelError(`${url} answers ${response.status}`);
  return response;
}

/** Throws ModelError for what does not unpack; what travelled goes either way, so that the next attempt begins anew. */
async function unpack({ packed, name }: OfferedFile, travelled: string, path: string): Promise<void> {
  if (!packed) return rename(travelled, path);
  try {
    await pipeline(createReadStream(travelled), createGunzip(), createWriteStream(path));
  } catch (cause) {
    throw new ModelError(`${name} does not unpack`, { cause });
  } finally {
    await rm(travelled, { force: true });
  }
}
