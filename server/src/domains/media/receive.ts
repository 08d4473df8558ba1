import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Busboy, type BusboyFileStream, type BusboyInstance } from '@fastify/busboy';
import { AppError } from '../../kernel/errors.ts';

/** A file as it came, on the disk of this machine. */
export interface Received {
  path: string;
  /** What the sender called it. */
  name: string;
  /** SHA-256 of its bytes, hex. */
  hash: string;
}

export interface Receiving {
  folder: string;
  /** The form's field that has the file; what others bring is thrown away. */
  field: string;
  /** Most bytes of the file. */
  maxBytes: number;
}

/** A form wraps a file in a little more. */
const FORM_SLACK = 64 * 1024;
const FORM_LIMITS = { files: 5, fields: 20, parts: 20, fieldSize: 1024, headerPairs: 50, headerSize: 8192 };

/**
 * Runs work on the file that a form brings (RFC 7578). It goes to the disk as it comes, is cut off where it becomes too large,
 * and is gone afterwards, also when the line broke. Throws `media.too_large`, and `request.invalid` for what is no whole
 * form with a file.
 */
export async function withReceived<T>(
  request: Request,
  { folder, ...wanted }: Receiving,
  work: (file: Received) => Promise<T>,
): Promise<T> {
  if (Number(request.headers.get('content-length') ?? 0) > wanted.maxBytes + FORM_SLACK)
    throw new AppError('media.too_large');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `${randomUUID()}.whole`);
  try {
    return await work(await receive(request, { ...wanted, path }));
  } finally {
    await rm(path, { force: true });
  }
}

type Target = Omit<Receiving, 'folder'> & { path: string };

async function receive(request: Request, { path, field, maxBytes }: Target): Promise<Received> {
  const form = formReader(request, maxBytes);
  const stop = new AbortController();
  let part: BusboyFileStream | null = null;
  let stored: Promise<Received> | null = null;
  form.on('file', (name, stream, filename) => {
    // A form that breaks off says so on every part of it; it is heard below, once.
    stream.on('error', () => undefined);
    if (name !== field || part) return void stream.resume();
    part = stream;
    stream.once('limit', () => stop.abort(new AppError('media.too_large')));
    stored = store(stream, { path, name: filename ?? '' });
    stored.catch((error: unknown) => stop.abort(error));
  });
  const parts = [bodyOf(request), atMost(maxBytes + FORM_SLACK), form] as const;
  try {
    await pipeline(...parts, { signal: stop.signal });
    return await (stored ?? Promise.reject(missing()));
  } catch (error) {
    (part as BusboyFileStream | null)?.destroy(error as Error);
    await Promise.allSettled([stored]);
    throw reasonOf(stop.signal.aborted ? stop.signal.reason : error);
  }
}

function formReader(request: Request, maxBytes: number): BusboyInstance {
  try {
    const headers = { 'content-type': request.headers.get('content-type') ?? '' };
    return new Busboy({ headers, limits: { ...FORM_LIMITS, fileSize: maxBytes } });
  } catch (error) {
    throw reasonOf(error);
  }
}

function bodyOf({ body }: Request): Readable {
  if (!body) throw missing();
  return Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]);
}

/** Counts, for senders that do not say how much is coming. */
function atMost(bytes: number) {
  return async function* (chunks: AsyncIterable<Buffer>) {
    let count = 0;
    for await (const chunk of chunks) {
      count += chunk.length;
      if (count > bytes) throw new AppError('media.too_large');
      yield chunk;
    }
  };
}

async function store(
  stream: BusboyFileStream,
  { path, name }: { path: string; name: string },
): Promise<Received> {
  const hash = createHash('sha256');
  const hashed = async function* (chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      hash.update(chunk);
      yield chunk;
    }
  };
  const file = createWriteStream(path, { flags: 'wx', mode: 0o600 });
  const closed = new Promise<void>((done) => void file.once('close', () => done()));
  // A pipeline that fails does not wait for a file that is being opened: it would be there after it was taken away.
  await pipeline(stream, hashed, file).finally(() => closed);
  return { path, name, hash: hash.digest('hex') };
}

const OF_THE_DISK = new Set(['open', 'write', 'close']);

/** A disk that fails is ours to mend; anything else that goes wrong on the way was sent so, or the line broke. */
function reasonOf(error: unknown): Error {
  if (error instanceof AppError) return error;
  if (OF_THE_DISK.has((error as NodeJS.ErrnoException).syscall ?? '')) return error as Error;
  return new AppError('request.invalid', { detail: 'the form is broken, or broke off' });
}

function missing(): AppError {
  return new AppError('request.invalid', { fields: [{ path: 'file', code: 'missing', message: 'a file' }] });
}
