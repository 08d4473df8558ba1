import { formsOf } from '../gloss/inflect.ts';
import { readTable, type Word } from './source.ts';

/** A Chinese word for an English one. */
export interface Candidate {
  word: string;
  traditional: string;
  /** v for "to watch", n for what has no "to"; `b`: both, as far as we know. */
  kind: 'v' | 'n' | 'b';
  tag: string;
  proper: boolean;
  counter: string;
  score: number;
}

const CANDIDATES = 3;
/** Longer phrases than these are explanations, unless the Chinese word is common. */
const WORDS_OF_KEY = 3;
/** Phrases are kept only for words that are met. */
const PHRASE_FREQUENCY = 500;

/** English words and short phrases, each with the Chinese words for it, best first. */
export function invert(words: ReadonlyMap<string, Word>): Map<string, Candidate[]> {
  const found = new Map<string, Candidate[]>();
  for (const word of words.values()) {
    for (const { text, rank } of word.senses) {
      const key = keyOf(text);
      if (!key || !isKept(key, word)) continue;
      const kind = text.startsWith('to ') ? 'v' : 'n';
      const known = found.get(key);
      const candidate = { ...candidateOf(word), kind, score: scoreOf(word, rank, kind) } as const;
      if (known) known.push(candidate);
      else found.set(key, [candidate]);
    }
  }
  for (const [key, candidates] of found) found.set(key, bestOf(candidates));
  addByHand(found, words);
  return found;
}

function keyOf(text: string): string | undefined {
  const key = text
    .replace(/^to be /u, '')
    .replace(/^(?:to|an?|the) /u, '')
    .replace(/ (?:someone|something)$/u, '')
    .replace(/[!.?]$/u, '')
    .toLowerCase();
  return /^[a-z][a-z' -]*$/u.test(key) && key.length > 1 ? key : undefined;
}

function isKept(key: string, word: Word): boolean {
  const count = key.split(' ').length;
  if (count > WORDS_OF_KEY || word.simplified.length > 6) return false;
  const met = word.frequency >= PHRASE_FREQUENCY && word.simplified.length > 1;
  return count === 1 || met || word.proper || word.byHand;
}

function candidateOf({ simplified, traditional, tag, proper, counter }: Word) {
  return { word: simplified, traditional: traditional || simplified, tag, proper, counter };
}

function scoreOf(word: Word, rank: number, kind: 'v' | 'n'): number {
  const common = Math.log(word.frequency + 1);
  const alone = word.simplified.length === 1 ? -1.5 : 0;
  const long = word.simplified.length > 3 ? -1.5 : 0;
  const fits = (kind === 'v') === word.tag.startsWith('v') ? 1 : 0;
  const spread = -0.25 * Math.min(8, word.senses.length);
  const byHand = word.byHand ? 1 : 0;
  return common + alone + long + fits + spread + byHand - 1.4 * Math.max(0, rank) - (word.proper ? 2 : 0);
}

function bestOf(candidates: Candidate[]): Candidate[] {
  const seen = new Set<string>();
  return candidates
    .sort((a, b) => b.score - a.score)
    .filter(({ word }) => !seen.has(word) && seen.add(word))
    .slice(0, CANDIDATES);
}

/** Whether the word says "to …" of the key, as its senses have it; else as jieba has the word. */
function kindOf(key: string, word: Word | undefined): Candidate['kind'] {
  const texts = word?.senses.map(({ text }) => text).filter((text) => keyOf(text) === key) ?? [];
  if (texts.some((text) => text.startsWith('to '))) return 'v';
  return word?.tag.startsWith('n') ? 'n' : 'b';
}

/** "spent" is not "used up" but the past of "spend", which was written by hand; yet "shorts" are no many of "short". */
function withoutForms(
  found: Map<string, Candidate[]>,
  byHand: ReadonlyMap<string, string>,
  words: Words,
): void {
  for (const key of found.keys()) {
    if (byHand.has(key)) continue;
    const isForm = formsOf(key).some(({ base, form }) => {
      const own = byHand.get(base);
      return own !== undefined && form !== 'base' && !words.get(own)?.tag.startsWith('a');
    });
    if (isForm) found.delete(key);
  }
}

type Words = ReadonlyMap<string, Word>;

function addByHand(found: Map<string, Candidate[]>, words: ReadonlyMap<string, Word>): void {
  const table = readTable('gloss-en.tsv');
  withoutForms(found, new Map(table.map(([key, chosen]) => [key, chosen[0]!])), words);
  for (const [key, chosen] of table) {
    const others = found.get(key) ?? [];
    const own = chosen.map((text): Candidate => {
      const known = words.get(text);
      const kind = kindOf(key, known);
      const made = { word: text, traditional: '', tag: '', proper: false, counter: '' };
      return { ...(known ? candidateOf(known) : made), kind, score: 100, proper: false };
    });
    const rest = others.filter(({ word }) => !chosen.includes(word));
    found.set(key, [...own, ...rest].slice(0, CANDIDATES));
  }
}
