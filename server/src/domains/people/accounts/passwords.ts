import { Worker } from 'node:worker_threads';
import { AppError } from '../../../kernel/errors.ts';

export type PasswordWork =
  /** With `about` (name, handle, e-mail) the password must also withstand guessing. */
  | { kind: 'hash'; password: string; about?: readonly string[] }
  | { kind: 'verify'; password: string; hash: string };

export type PasswordAnswer = { hash: string } | { weak: true } | { right: boolean };

/** Jobs that wait; past it people get an honest 503. One takes about 0.1 s. */
const QUEUE = 32;
const IDLE_MS = 30_000;
const SHORTEST = 8;
const LONGEST = 128;

/**
 * Hashes a password that somebody chose. Throws `auth.password_length`, `auth.weak_password`, `server.busy`.
 * `about` is what others know of them: a password made of it is weak.
 */
export async function hashNewPassword(password: string, about: readonly string[]): Promise<string> {
  checkLength(password);
  const answer = await ask({ kind: 'hash', password, about });
  if ('weak' in answer) throw new AppError('auth.weak_password');
  return (answer as { hash: string }).hash;
}

/** Throws `auth.password_length`; said before anything costs. */
export function checkLength(password: string): void {
  if (password.length < SHORTEST || password.length > LONGEST) throw new AppError('auth.password_length');
}

/** Hashes any password: the same work as checking one. */
export async function hashPassword(password: string): Promise<string> {
  return ((await ask({ kind: 'hash', password })) as { hash: string }).hash;
}

/** Whether a password is the one that was hashed. */
export async function verifyPassword({
  password,
  hash,
}: {
  password: string;
  hash: string;
}): Promise<boolean> {
  return ((await ask({ kind: 'verify', password, hash })) as { right: boolean }).right;
}

interface Asked {
  resolve(answer: PasswordAnswer): void;
  reject(error: Error): void;
}

/**
 * One thread with a bounded queue, started on first use and ended when idle. Not libuv's pool: scrypt there would keep
 * files and pictures waiting. It yields to nobody: with a low priority only four people a second got in beside readers.
 */
let thread: Worker | null = null;
let idle: NodeJS.Timeout | undefined;
let lastId = 0;
const asked = new Map<number, Asked>();

function ask(work: PasswordWork): Promise<PasswordAnswer> {
  if (asked.size > QUEUE) throw new AppError('server.busy', { retryAfter: 3 });
  clearTimeout(idle);
  thread ??= start();
  const worker = thread;
  const id = ++lastId;
  return new Promise((resolve, reject) => {
    asked.set(id, { resolve, reject });
    worker.ref();
    worker.postMessage({ id, work });
  });
}

function start(): Worker {
  const worker = new Worker(new URL('./password-worker.ts', import.meta.url));
  worker.on(
    'message',
    ({ id, answer, failure }: { id: number; answer: PasswordAnswer; failure?: string }) => {
      const waiting = asked.get(id);
      asked.delete(id);
      if (failure === undefined) waiting?.resolve(answer);
      else waiting?.reject(new Error(`Hashing failed: ${failure}`));
      if (asked.size === 0) rest(worker);
    },
  );
  worker.on('error', (error) => end(worker, error));
  worker.on('exit', () => end(worker, new Error('The hashing thread ended')));
  return worker;
}

/** A resting thread keeps no process alive, and after a while is ended. */
function rest(worker: Worker): void {
  worker.unref();
  idle = setTimeout(() => {
    if (thread === worker) thread = null;
    void worker.terminate();
  }, IDLE_MS).unref();
}

function end(worker: Worker, error: Error): void {
  if (thread !== worker) return;
  thread = null;
  for (const { reject } of asked.values()) reject(error);
  asked.clear();
}
