/**
 * Where bytes live: pictures and other files that people add. A file is written once under a name nobody can guess
 * and never changes; so it may be cached for ever, and a changed picture gets new names.
 */
import type { Readable } from 'node:stream';

export interface Storage {
  /** Keeps these bytes under this name. When it answers they survive a power cut. Repeating it does no harm. */
  put(name: string, source: Source): Promise<Stored>;
  /** Size and time, or null when there is no such file. */
  stat(name: string): Promise<Stored | null>;
  /** The whole file, or null. For renditions; the big ones go through `stream`. */
  bytes(name: string): Promise<Buffer | null>;
  /** The file or a part of it, or null. Whoever asks reads it to the end or destroys it. */
  stream(name: string, range?: Range): Promise<Opened | null>;
  /** Takes these away. Names that are not there are no error: a removal may be repeated. */
  remove(names: string[]): Promise<void>;
  /** Every file, in no order, one by one: for the sweeper. */
  list(): AsyncIterable<Stored>;
  /** What is kept, and how many bytes are free for more (null where nobody can say). */
  usage(): Promise<Usage>;
  /** Clears what interrupted writes left behind before this time. Answers how many. */
  tidy(before: Date): Promise<number>;
}

/** Bytes, or the path of a file on this machine: it is copied, and stays where it is. */
export type Source = Uint8Array | { path: string };

export type Stored = { name: string; bytes: number; at: Date };
/** First and last byte, both counted, as in an HTTP range. */
export type Range = { start: number; end: number };
export type Opened = Stored & { body: Readable };
export type Usage = { files: number; bytes: number; free: number | null };

const NAME = /^[0-9a-f]{40}\.[a-z0-9]{2,5}$/;

/** Whether this could be the name of a stored file at all: asked before any path is made from what a request says. */
export function isStorageName(name: string): boolean {
  return NAME.test(name);
}

/** @throws when the name is not one of ours; a caller that passes on a request's words asks `isStorageName` first */
export function storageName(name: string): string {
  if (!isStorageName(name)) throw new Error(`not a storage name: ${JSON.stringify(name.slice(0, 80))}`);
  return name;
}
