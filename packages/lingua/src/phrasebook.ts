import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { once } from './load.ts';
import { comparable, distance, kept, pairsOf } from './phrasebook/compare.ts';
import { convert } from './convert.ts';
import { sentences } from './sentences.ts';

/** Where the phrases lie, one subject a file. */
const FOLDER = join(import.meta.dirname, '../phrasebook');

export const REGISTERS = ['casual', 'warm', 'polite', 'neutral', 'slang', 'funny', 'blunt'] as const;
export type Register = (typeof REGISTERS)[number];

/** Something people write in comments, and how the others would say it. The first of each is what a reader gets. */
export interface Phrase {
  /** The subject: food, pets, asks… */
  subject: string;
  /** The language it was thought in; the other one is the translation. */
  origin: 'zh' | 'en';
  zh: string[];
  en: string[];
  register: Register;
  /** A comment with it, in the language it comes from. */
  example: string;
}

export interface Rendered {
  text: string;
  /**
   * `exact`: as it stands in the book, or a variant; `near`: but for a letter or a particle; `slots`: with a name or a
   * number in the blank. The last two are guesses, below a machine's translation.
   */
  match: 'exact' | 'near' | 'slots';
  register: Register;
}

/** All phrases, as written by hand. */
export const phrases = once((): readonly Phrase[] =>
  readdirSync(FOLDER)
    .filter((name) => name.endsWith('.tsv'))
    .sort()
    .flatMap((name) => readSubject(name)),
);

function readSubject(name: string): Phrase[] {
  const lines = readFileSync(join(FOLDER, name), 'utf8').trimEnd().split('\n');
  return lines.map((line) => {
    const [origin, zh, en, register, example] = line.split('\t');
    return {
      subject: name.slice(0, -4),
      origin: origin as Phrase['origin'],
      zh: zh!.split('|'),
      en: en!.split('|'),
      register: register as Register,
      example: example!,
    };
  });
}

/**
 * A comment of common phrases in the other language; null if one of its sentences is none. Pictures, mentions and
 * topics at its ends stay where they were. Under a millisecond a comment; the first call reads the book (50 ms).
 *
 * @param to `en` from Chinese in either script; `zh-Hans` or `zh-Hant` from English
 */
export function phrase(text: string, to: 'en' | 'zh-Hans' | 'zh-Hant'): Rendered | null {
  const book = books()[to === 'en' ? 'zh' : 'en'];
  const whole = render(text, book);
  const found = whole ? [whole] : sentences(text).map((sentence) => render(sentence.text, book));
  if (found.length === 0 || found.some((one) => one === null)) return null;
  const parts = found as Rendered[];
  const rendered = joined(parts, to);
  const worst = parts.reduce(
    (least, { match }) => (RANK[match] > RANK[least] ? match : least),
    'exact' as Rendered['match'],
  );
  return {
    text: to === 'zh-Hant' ? convert(rendered, 'zh-Hans', 'zh-Hant') : rendered,
    match: worst,
    register: parts[0]!.register,
  };
}

const RANK = { exact: 0, near: 1, slots: 2 };

function joined(parts: readonly Rendered[], to: string): string {
  return parts
    .map(({ text }, at) => (at === 0 || to !== 'en' || /\s$/u.test(parts[at - 1]!.text) ? text : ` ${text}`))
    .join('')
    .trim();
}

interface Known {
  phrase: Phrase;
  comparable: string;
}

/** The phrases of one language, ready to be looked for. */
interface Book {
  from: 'zh' | 'en';
  exact: Map<string, Phrase>;
  slots: { pattern: RegExp; phrase: Phrase }[];
  /** By pairs of letters, for what is nearly the same. */
  near: Map<string, Known[]>;
}

const books = once(() => ({ zh: bookOf('zh'), en: bookOf('en') }));

function bookOf(from: 'zh' | 'en'): Book {
  const book: Book = { from, exact: new Map(), slots: [], near: new Map() };
  for (const one of phrases()) {
    for (const variant of one[from]) {
      if (variant.includes('{x}')) book.slots.push({ pattern: patternOf(variant, from), phrase: one });
      else addWords(book, one, variant);
    }
  }
  // The longest first: "can I bring {x}" before "can I {x}".
  book.slots.sort((a, b) => b.pattern.source.length - a.pattern.source.length);
  return book;
}

function addWords(book: Book, one: Phrase, variant: string): void {
  const key = comparable(variant);
  // The first variant of a phrase goes before another phrase's variant of the same words.
  if (!book.exact.has(key) || one[book.from][0] === variant) book.exact.set(key, one);
  const entry = { phrase: one, comparable: key };
  for (const pair of new Set(pairsOf(key))) {
    const known = book.near.get(pair);
    if (known) known.push(entry);
    else book.near.set(pair, [entry]);
  }
}

/** What may stand in a blank: a few words, no sentence. */
function patternOf(variant: string, from: 'zh' | 'en'): RegExp {
  const blank =
    from === 'zh'
      ? String.raw`([\p{L}\p{N}·]{1,8})`
      : String.raw`([\p{L}\p{N}'’-]+(?: [\p{L}\p{N}'’-]+){0,3})`;
  const [before, after] = variant.split('{x}').map((part) => RegExp.escape(comparable(part)));
  const space = from === 'en' ? ' ' : '';
  const front = before ? before + space : '';
  return new RegExp(`^${front}${blank}${after ? space + after : ''}$`, 'u');
}

function render(text: string, book: Book): Rendered | null {
  const { before, words, after, within } = kept(text);
  // A name or a link between words is part of what is said; a picture goes behind it.
  if (within.some(({ kind }) => kind !== 'emoji')) return null;
  const pictures = within.map((picture) => picture.text).join('');
  const key = comparable(words);
  if (key === '')
    return words.trim() === '' && text.trim() !== '' ? { text, match: 'exact', register: 'neutral' } : null;
  const exact = book.exact.get(key);
  if (exact) return dressed(exact, 'exact');
  const slot = bySlot(key, book);
  if (slot) return { ...dressed(slot.phrase, 'slots'), text: frame(slot.text) };
  const near = nearest(key, book);
  return near ? dressed(near, 'near') : null;

  function dressed(found: Phrase, match: Rendered['match']): Rendered {
    return { text: frame(found[book.from === 'zh' ? 'en' : 'zh'][0]!), match, register: found.register };
  }
  function frame(inner: string): string {
    return `${before}${punctuated(inner, words, book.from)}${pictures}${after}`;
  }
}

function bySlot(key: string, { slots, from }: Book): { phrase: Phrase; text: string } | null {
  for (const { pattern, phrase: one } of slots) {
    const match = pattern.exec(key);
    if (!match) continue;
    const filled = fill(match[1]!, from);
    if (filled === null) continue;
    return { phrase: one, text: one[from === 'zh' ? 'en' : 'zh'][0]!.replace('{x}', filled) };
  }
  return null;
}

/** A blank takes what is the same in both languages, or what the book or its list of short words knows. */
function fill(words: string, from: 'zh' | 'en'): string | null {
  if (/^[\p{N}.,%]+$/u.test(words)) return words;
  const known = fillings()[from].get(words);
  if (known) return known;
  return from === 'zh' && /^[\p{Script=Latin}\p{N} '’-]+$/u.test(words) ? words : null;
}

const fillings = once(() => {
  const lines = readFileSync(join(FOLDER, '../data/fillings.tsv'), 'utf8').trimEnd().split('\n');
  const pairs = lines.map((line) => line.split('\t') as [zh: string, en: string]);
  return {
    zh: new Map(pairs.map(([zh, en]) => [comparable(zh), en])),
    en: new Map(pairs.map(([zh, en]) => [comparable(en), zh])),
  };
});

/** One letter in five may differ, and never one that turns the meaning round. */
const DIFFERENT = 0.2;
/** Longer than any phrase and its slips. */
const LONGEST_NEAR = 60;
const SHORTEST = { zh: 5, en: 8 };
const TURNS =
  /[不没别无非勿莫]|\b(?:not?|never|dont|cant|isnt|wont|doesnt|didnt|without|hate|un\w+|dis\w+)\b|\d/gu;

function nearest(key: string, book: Book): Phrase | null {
  if (key.length < SHORTEST[book.from] || key.length > LONGEST_NEAR) return null;
  const shared = new Map<Known, number>();
  for (const pair of new Set(pairsOf(key))) {
    for (const known of book.near.get(pair) ?? []) shared.set(known, (shared.get(known) ?? 0) + 1);
  }
  let best: { phrase: Phrase; different: number } | null = null;
  const turns = String(key.match(TURNS));
  for (const [known, pairs] of shared) {
    if (pairs * 2 < key.length - 2 || String(known.comparable.match(TURNS)) !== turns) continue;
    const different = distance(key, known.comparable) / Math.max(key.length, known.comparable.length);
    if (different <= DIFFERENT && different < (best?.different ?? 1))
      best = { phrase: known.phrase, different };
  }
  return best?.phrase ?? null;
}

/** Ends as the writer ended it: with a question mark, or as loud. */
function punctuated(inner: string, words: string, from: 'zh' | 'en'): string {
  const mark = /[?？]\s*$/u.test(words)
    ? '?'
    : /[!！]\s*$/u.test(words)
      ? '!'
      : /[。.]\s*$/u.test(words)
        ? '.'
        : '';
  if (mark === '' || /[?!.？！。…)）]$/u.test(inner)) return inner;
  return inner + (from === 'zh' ? mark : { '?': '？', '!': '！', '.': '。' }[mark]!);
}
