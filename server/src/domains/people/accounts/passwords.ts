import { Child } from '../../../kernel/child/asking.ts';
import { AppError } from '../../../kernel/errors.ts';

export type PasswordWork =
  /** With `about` (name, handle, e-mail) the password must also withstand guessing. */
  | { kind: 'hash'; password: string; about?: readonly string[] }
  | { kind: 'verify'; password: string; hash: string };

export type PasswordAnswer = { hash: string } | { weak: true } | { right: boolean };

/** Jobs that wait; past it people get an honest 503. One takes about 0.1 s. */
const QUEUE = 32;
const IDLE_MS = 30_000;
/** With all that wait before it, on a machine that has much else to do. */
const LIMIT_MS = 60_000;
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

/** What one hash took is kept for the next, in large pages, while the process lives (mallopt(3); for glibc alone). */
const KEEPS_MEMORY = {
  MALLOC_MMAP_THRESHOLD_: '67108864',
  MALLOC_TRIM_THRESHOLD_: '134217728',
  GLIBC_TUNABLES: 'glibc.malloc.hugetlb=1',
};

/**
 * One process with a bounded queue, started on first use and ended when idle. Not libuv's pool: scrypt there would keep
 * files and pictures waiting. Not a thread: each hash takes 32 MB, which this process would ask of the system and give
 * back every time, in small pages; a process that keeps them, in large ones, needs 63 ms for what took a thread 80. It
 * yields to nobody: with a low priority only four people a second got in beside readers. Two at once take both cores from
 * the readers.
 */
const hasher = new Child<PasswordWork, PasswordAnswer>({
  name: 'The hashing process',
  module: new URL('./password-worker.ts', import.meta.url),
  env: KEEPS_MEMORY,
  idleMs: IDLE_MS,
  limitMs: LIMIT_MS,
});

async function ask(work: PasswordWork): Promise<PasswordAnswer> {
  if (hasher.unanswered() > QUEUE) throw new AppError('server.busy', { retryAfter: 3 });
  return hasher.ask(work);
}
