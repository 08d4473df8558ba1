import { cutRun } from '../segment.ts';
import { spans } from '../spans.ts';
import { foldInPlace, type Folded } from './fold.ts';
import { allowed, readRules, type Rules } from './rules.ts';

/** A term that stands in a text, in UTF-16 offsets, `end` exclusive. */
export interface Explained {
  start: number;
  end: number;
  /** The id of its card. */
  card: string;
}

/** Cards by the first two letters of their terms, the longest first; those of one letter by that. */
export type CultureIndex = ReadonlyMap<string, readonly Entry[]>;

interface Entry {
  card: string;
  language: 'zh' | 'en';
  /** As written, and folded. */
  term: string;
  key: string;
  rules: Rules;
}

interface Source {
  id: string;
  language: 'zh' | 'en';
  terms: readonly string[];
  rules: string;
}

/** @throws Error where a card's rules are none */
export function indexOf(cards: readonly Source[]): CultureIndex {
  const index = new Map<string, Entry[]>();
  for (const { id, language, terms, rules } of cards) {
    const read = readRules(rules);
    for (const term of terms) {
      const key = foldInPlace(term).text;
      const first = key.slice(0, 2);
      const entry = { card: id, language, term, key, rules: read };
      const others = index.get(first);
      if (others) others.push(entry);
      else index.set(first, [entry]);
    }
  }
  for (const entries of index.values()) entries.sort((a, b) => b.key.length - a.key.length);
  return index;
}

export interface SearchOptions {
  index: CultureIndex;
  wanted: readonly ('zh' | 'en')[];
  /** Whether the text is Chinese: then Latin terms of Chinese cards (yyds) may stand in it. */
  chinese: boolean;
}

/** More would hide the text under dots. */
const A_PARAGRAPH = 3;
const KEPT_WHOLE = new Set(['link', 'address', 'mention', 'topic', 'placeholder']);

/** The longest term that is meant at each place, from the front; a card once a text. */
export function search(text: string, { index, wanted, chinese }: SearchOptions): Explained[] {
  const folded = foldInPlace(text);
  const kept = spans(text).filter(({ kind }) => KEPT_WHOLE.has(kind));
  const isWord = wordsOf(folded.text);
  const found: Explained[] = [];
  const seen = new Set<string>();
  let paragraph = 0;
  for (let at = 0; at < folded.text.length; at += 1) {
    const entry = longestAt(at);
    if (!entry) continue;
    const end = at + entry.key.length;
    if (!seen.has(entry.card) && room(at)) {
      seen.add(entry.card);
      found.push({ start: folded.from[at]!, end: endOf(folded, end, text), card: entry.card });
    }
    at = end - 1;
  }
  return found;

  function longestAt(at: number): Entry | undefined {
    const two = index.get(folded.text.slice(at, at + 2));
    return (
      two?.find((entry) => fits(entry, at)) ?? index.get(folded.text[at]!)?.find((entry) => fits(entry, at))
    );
  }
  function fits({ language, term, key, rules }: Entry, at: number): boolean {
    if (!wanted.includes(language) || !folded.text.startsWith(key, at)) return false;
    if (language === 'zh' && !chinese && !HAN.test(key)) return false;
    const end = at + key.length;
    const start = folded.from[at]!;
    const written = text.slice(start, endOf(folded, end, text));
    if (rules.exact && (spaced(written) !== spaced(term) || shouted(text, term))) return false;
    if (kept.some((span) => start < span.end && start + written.length > span.start)) return false;
    if (!apart(key, text[start - 1], text[start + written.length])) return false;
    return allowed(rules, { text: folded.text, start: at, end }) && (rules.free || isWord(at, end));
  }
  function room(at: number): boolean {
    const place = folded.from[at]!;
    const start = text.lastIndexOf('\n', place);
    if (start !== paragraph - 1) paragraph = start + 1;
    return found.filter((one) => one.start >= paragraph).length < A_PARAGRAPH;
  }
}

const HAN = /\p{Script=Han}/u;
const LATIN = /[\p{Script=Latin}\p{N}_]/u;

/** Where the letter before ends: what is invisible behind it is not part of the term. */
function endOf({ from }: Folded, end: number, text: string): number {
  const last = from[end - 1]!;
  return last + (text.codePointAt(last)! > 0xffff ? 2 : 1);
}

/** A Latin end of a term is the end of a word, and no part of a hyphenated one: "cap" is in neither "capital" nor "ice-cap". */
function apart(key: string, before = '', after = ''): boolean {
  if (LATIN.test(key[0]!) && (LATIN.test(before) || before === '-')) return false;
  return !LATIN.test(key.at(-1)!) || (!LATIN.test(after) && after !== '-');
}

function spaced(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[-\s]+/gu, ' ')
    .replace(/[’‘]/gu, "'");
}

/** In a text written in capitals, SAT may be what somebody did. */
function shouted(text: string, term: string): boolean {
  if (term !== term.toUpperCase()) return false;
  const letters = text.match(/[a-z]/giu)?.length ?? 0;
  const large = text.match(/[A-Z]/gu)?.length ?? 0;
  return letters > 2 * term.length + 4 && large > letters * 0.7;
}

/**
 * Whether a stretch of Chinese begins and ends where words do, or lies within a longer one: 上头 is no word in 马上头疼,
 * but 年糕 is in 炒年糕. Words that jieba's dictionary does not know it leaves as single characters, so that new ones
 * are found.
 */
function wordsOf(text: string): (start: number, end: number) => boolean {
  let words: Map<number, Word> | undefined;
  return (start, end) => {
    if (!HAN.test(text[start]!) && !HAN.test(text[end - 1]!)) return true;
    words ??= wordsAround(text);
    return [words.get(start), words.get(end)].every(
      (word) => !word || (end - start > 1 && word.start <= start && word.end >= end),
    );
  };
}

interface Word {
  start: number;
  end: number;
}

const HAN_RUN = /[\p{Script=Han}〇々]+/gu;

/** The words of a text, by the places within them. */
function wordsAround(text: string): Map<number, Word> {
  const around = new Map<number, Word>();
  for (const match of text.matchAll(HAN_RUN)) {
    let start = match.index;
    for (const { length } of cutRun(match[0], false)) {
      const word = { start, end: start + length };
      for (let within = start + 1; within < word.end; within += 1) around.set(within, word);
      start = word.end;
    }
  }
  return around;
}
