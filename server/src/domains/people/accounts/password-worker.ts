import { randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';
import type { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { answering } from '../../../kernel/child/answering.ts';
import type { PasswordAnswer, PasswordWork } from './passwords.ts';

/** The parameters and the form `salt:key` of the accounts library's own scrypt, so that either can check the other's. */
const COST = { N: 16_384, r: 16, p: 1, maxmem: 128 * 16_384 * 16 * 2 };
const KEY_BYTES = 64;
/** zxcvbn's scale of 0 to 4; 2 withstands guessing through a sign-in form. */
const ENOUGH = 2;

// A Ctrl-C reaches this process too, and whoever is signing in is let in first.
process.on('SIGINT', () => undefined);

let strength: Promise<ZxcvbnFactory> | undefined;
answering(answer);

async function answer(work: PasswordWork): Promise<PasswordAnswer> {
  if (work.kind === 'verify') return { right: verify(work.password, work.hash) };
  if (work.about && (await isWeak(work.password, work.about))) return { weak: true };
  return { hash: hash(work.password) };
}

function hash(password: string): string {
  const salt = randomBytes(16).toString('hex');
  return `${salt}:${keyOf(password, salt).toString('hex')}`;
}

function verify(password: string, stored: string): boolean {
  const [salt = '', key = ''] = stored.split(':');
  const expected = Buffer.from(key, 'hex');
  const given = keyOf(password, salt);
  return expected.length === given.length && timingSafeEqual(expected, given);
}

function keyOf(password: string, salt: string): Buffer {
  return scryptSync(password.normalize('NFKC'), salt, KEY_BYTES, COST);
}

async function isWeak(password: string, about: readonly string[]): Promise<boolean> {
  const own = about.flatMap((text) => [text, ...text.split(/[\s@._-]+/)]).filter((text) => text.length > 2);
  if (own.some((text) => text.toLowerCase() === password.toLowerCase())) return true;
  strength ??= loadStrength();
  return (await strength).check(password, own).score < ENOUGH;
}

async function loadStrength(): Promise<ZxcvbnFactory> {
  const [{ ZxcvbnFactory: Factory }, { adjacencyGraphs, dictionary }] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ]);
  return new Factory({ graphs: adjacencyGraphs, dictionary });
}
