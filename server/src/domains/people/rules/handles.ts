import { randomInt } from 'node:crypto';
import unhomoglyph from 'unhomoglyph';
import { AppError } from '../../../kernel/errors.ts';
import { ADJECTIVES, NOUNS } from './handle-words.ts';
import { RESERVED } from './reserved.ts';

const SHORTEST = 3;
const LONGEST = 30;
const SHAPE = /^(?=.*[a-z])[a-z0-9_]{3,30}$/;

/** A handle as it is kept: without the @, in lower case. Throws `person.handle_invalid`, `person.handle_reserved`. */
export function checkHandle(typed: string): string {
  const handle = typed.trim().replace(/^@/, '').normalize('NFKC').toLowerCase();
  if (!SHAPE.test(handle)) throw new AppError('person.handle_invalid');
  if (isReserved(handle)) throw new AppError('person.handle_reserved');
  return handle;
}

/** What a handle looks like at a glance: two handles of one skeleton may not both exist (`paul` and `pau1`, `anna_` and `anna`). */
export function handleSkeleton(handle: string): string {
  return unhomoglyph(handle.toLowerCase())
    .toLowerCase()
    .replace(/vv/g, 'w')
    .replace(/_+/g, '_')
    .replace(/^_|(?<=.)_$/g, '');
}

/** Words of the product, its pages and those who run it, also with digits for letters: `adm1n`. */
export function isReserved(handle: string): boolean {
  return RESERVED_SHAPES.has(plainShape(handle)) || handle.startsWith('gone_');
}

/**
 * Handles for somebody who named none, best first: the Latin letters of their name, then pairs of friendly words. A Chinese
 * name is never romanised unasked.
 */
export function suggestHandles(name: string): string[] {
  const latin = latinPart(name);
  const fromName = latin ? [latin, numbered(latin, 100), numbered(latin, 1000), numbered(latin, 10_000)] : [];
  const fromWords = [
    wordPair(),
    numbered(wordPair(), 100),
    numbered(wordPair(), 10_000),
    numbered(wordPair(), 100_000),
  ];
  return [...fromName, ...fromWords].filter((handle) => SHAPE.test(handle) && !isReserved(handle));
}

function latinPart(name: string): string | null {
  const letters = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/ß/g, 'ss')
    .replace(/[øØ]/g, 'o')
    .toLowerCase();
  const latin = letters
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, LONGEST - 6)
    .replace(/_+$/, '');
  return latin.length >= SHORTEST && /[a-z]{2}/.test(latin) ? latin : null;
}

function numbered(base: string, below: number): string {
  return `${base}_${randomInt(below / 10, below)}`;
}

function wordPair(): string {
  return `${ADJECTIVES[randomInt(ADJECTIVES.length)]}_${NOUNS[randomInt(NOUNS.length)]}`;
}

const LOOKS_LIKE: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  l: 'i',
  _: '',
};

/** Folds more than a skeleton does: few words are reserved, so that a wrong refusal is rare. */
function plainShape(text: string): string {
  return text.toLowerCase().replace(/[0134570l_]/g, (letter) => LOOKS_LIKE[letter]!);
}

const RESERVED_SHAPES = new Set(RESERVED.map(plainShape));
