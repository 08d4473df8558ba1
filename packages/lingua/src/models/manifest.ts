import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readdirSync, type Stats } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** What of a model a file is; a model has one vocabulary for both languages, or one for each. */
export const PARTS = ['model', 'lex', 'vocab', 'srcvocab', 'trgvocab'] as const;
export type Part = (typeof PARTS)[number];

export interface ModelFile {
  part: Part;
  name: string;
  bytes: number;
  /** Of the file as it lies there, in hexadecimal. */
  sha256: string;
}

/** What a folder of `DATA_DIR/models` says about itself in `model.json`. */
export interface Model {
  /** zh-en */
  pair: string;
  files: ModelFile[];
  /** Where it came from: an address, or "by hand". */
  source: string;
  /** ISO 8601. */
  added: string;
}

export const MANIFEST = 'model.json';

/** A model cannot be used, for the reason that its message says. */
export class ModelError extends Error {
  override name = 'ModelError';
}

/** The pair of a name such as "zh-en". Throws ModelError for another. */
export function checkedPair(pair: string): string {
  if (!/^[a-z]{2,3}-[a-z]{2,3}$/u.test(pair)) throw new ModelError(`"${pair}" is no pair such as zh-en`);
  return pair;
}

/** The models in a folder, by their pairs; what is half loaded is none. An absent folder has none. */
export async function listModels(folder: string): Promise<Model[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const found = await Promise.all(
    names
      .filter((name) => /^[a-z]{2,3}-[a-z]{2,3}$/u.test(name))
      .sort()
      .map((name) => readModel(join(folder, name))),
  );
  return found.filter((model) => model !== null);
}

/** The pairs of the models in a folder, in no time; whether a model is whole is found out when it is used. */
export function modelPairs(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /^[a-z]{2,3}-[a-z]{2,3}$/u.test(name) && existsSync(join(folder, name, MANIFEST)))
    .sort();
}

/** The manifest of a model's folder, or null where there is none that can be read. */
export async function readModel(folder: string): Promise<Model | null> {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
    throw error;
  });
  return text === null ? null : parsedModel(text);
}

/** Throws ModelError where the text is no manifest. */
export function parsedModel(text: string): Model {
  try {
    const { pair, files, source, added } = JSON.parse(text) as Partial<Model>;
    const known = Array.isArray(files) && files.length > 0 && files.every(isFile);
    if (known && typeof pair === 'string') {
      return { pair: checkedPair(pair), files, source: String(source), added: String(added) };
    }
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
  }
  throw new ModelError(`${MANIFEST} does not say what a model is made of`);
}

function isFile(value: unknown): value is ModelFile {
  const { part, name, bytes, sha256 } = (value ?? {}) as Partial<ModelFile>;
  return (
    PARTS.some((one) => one === part) &&
    typeof name === 'string' &&
    /^[\w.-]+$/u.test(name) &&
    Number.isSafeInteger(bytes) &&
    typeof sha256 === 'string' &&
    /^[0-9a-f]{64}$/u.test(sha256)
  );
}

/** Reads every file of a model again. Throws ModelError for the first that is not what the manifest says. */
export async function verifyModel(folder: string, { files, pair }: Model): Promise<void> {
  for (const { name, bytes, sha256 } of files) {
    const path = join(folder, name);
    const there = await fileAt(path);
    if (there === null) throw new ModelError(`model ${pair}: ${name} is missing`);
    if (there.size !== bytes || (await hashOf(path)) !== sha256) {
      throw new ModelError(`model ${pair}: ${name} is damaged`);
    }
  }
}

/** What lies at a path; null where nothing does. */
export async function fileAt(path: string): Promise<Stats | null> {
  try {
    return await stat(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw error;
  }
}

/** The SHA-256 of a file in hexadecimal; it is read in pieces. */
export async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/** Which part of a model a published file is, by its name; null for what is none. */
export function partOf(name: string): Part | null {
  if (/^lex\b.*\.bin$/u.test(name)) return 'lex';
  if (/^srcvocab\b.*\.spm$/u.test(name)) return 'srcvocab';
  if (/^trgvocab\b.*\.spm$/u.test(name)) return 'trgvocab';
  if (/^vocab\b.*\.spm$/u.test(name)) return 'vocab';
  return /^model\b.*\.bin$/u.test(name) ? 'model' : null;
}

/** Throws ModelError unless there is a model with its vocabulary. */
export function checkedParts(pair: string, parts: readonly Part[]): void {
  const words = parts.includes('vocab') || (parts.includes('srcvocab') && parts.includes('trgvocab'));
  if (!parts.includes('model') || !words)
    throw new ModelError(`model ${pair} lacks its weights or its words`);
}
