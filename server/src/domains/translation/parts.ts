import { createHash } from 'node:crypto';
import { TEXT_STATES } from '@jujube/contract';
import { sentences, type Term } from '@jujube/lingua';
import type { MadeSentence } from '../../providers/translate/translate.ts';
import { termsIn, wordsOf } from './glossary.ts';
import type { State } from './rules.ts';

/** What a sentence of a version is; `kept` stands in the original's words because it needs no others. */
export type PartState = Exclude<State, 'original' | 'author'> | 'kept' | 'missing';

/** A sentence of the original and what it is in the other language. */
export interface Part {
  source: string;
  text: string;
  state: PartState;
  /** Who made it: an engine's name, or the rule. */
  engine: string;
}

/** A part as a row keeps it: a hash of the sentence, code points of it and of its translation, state, engine. */
export type StoredPart = [hash: string, source: number, text: number, state: PartState, engine: string];

/** Best first; what is kept says nothing of the whole, and a sentence that is missing makes it no better than a gloss. */
const RANK: readonly PartState[] = [
  ...TEXT_STATES.filter((state) => state !== 'original' && state !== 'author'),
  'missing',
];

/** The sentences of a text; those that are the same as ever, terms and all, keep what they were in `before`. */
export function partsOf(
  text: string,
  before: ReadonlyMap<string, Part>,
  terms: readonly Term[],
): (Part | string)[] {
  return sentences(text).map(({ text: source }) => {
    const part = before.get(hashOf(source, terms)) ?? mendedPart(before.get(sentenceKey(source)));
    return part ? { ...part, source } : source;
  });
}

/** What people mended stays theirs whatever is agreed on about words. */
function mendedPart(part: Part | undefined): Part | undefined {
  return part?.state === 'human' ? part : undefined;
}

/** Sentences of an older version of a text by their hashes; only what is worth keeping. */
export function knownParts(stored: readonly StoredPart[] | null, text: string): Map<string, Part> {
  const points = Array.from(text);
  const found = new Map<string, Part>();
  let at = 0;
  for (const [hash, , length, state, engine] of stored ?? []) {
    const words = points.slice(at, (at += length)).join('');
    if (state !== 'gloss' && state !== 'phrasebook_slots' && state !== 'missing')
      found.set(hash, { source: '', text: words, state, engine });
  }
  return found;
}

/** A sentence as an engine or a rule made it. */
export function partMade({ source, text, state }: MadeSentence, engine: string): Part {
  if (state === 'original') return { source, text, state: hasWords(source) ? 'missing' : 'kept', engine: '' };
  const states = { 'phrasebook-near': 'phrasebook_slots', 'phrasebook-slots': 'phrasebook_slots' } as const;
  const own = state === 'phrasebook-near' || state === 'phrasebook-slots' ? states[state] : state;
  return { source, text, state: own, engine: own === 'machine' ? engine : RULES[own]! };
}

const RULES: Record<string, string> = {
  phrasebook: 'phrasebook',
  phrasebook_slots: 'phrasebook',
  converted: 'opencc',
  gloss: 'cc-cedict',
};

export function hasWords(text: string): boolean {
  return /\p{L}/u.test(text);
}

/** Whether a sentence is in the language it is wanted in already: mixed texts have such. */
export function speaks(sentence: string, to: string): boolean {
  const words = sentence.replace(/https?:\S+|[#＃@＠][\p{L}\p{N}_]+/gu, '');
  if (!hasWords(words)) return true;
  const han = (words.match(/\p{Script=Han}/gu) ?? []).length;
  const latin = (words.match(/\p{Script=Latin}+/gu) ?? []).length;
  if (to.startsWith('zh'))
    return han > 0 && han >= 3 * latin && !/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(words);
  // One Latin word (OOTD) says nothing of a language.
  return to === 'en' && latin > 1 && !/[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/u.test(words);
}

export interface Whole {
  text: string;
  state: Exclude<PartState, 'kept' | 'missing'>;
  engine: string;
  parts: StoredPart[];
}

/** The parts as one text; null where no sentence of it is in another language. */
export function wholeOf(
  parts: readonly Part[],
  { to, terms }: { to: string; terms: readonly Term[] },
): Whole | null {
  const made = parts.filter(({ state }) => state !== 'kept');
  if (made.every(({ state }) => state === 'missing')) return null;
  const texts = parts.map(({ text, source }, at) =>
    spaced(text, { source, last: at === parts.length - 1, to }),
  );
  const worst = made.reduce((least, part) =>
    RANK.indexOf(part.state) > RANK.indexOf(least.state) ? part : least,
  );
  const state = worst.state === 'missing' || worst.state === 'kept' ? 'gloss' : worst.state;
  return {
    text: texts.join(''),
    state,
    engine:
      state === 'human'
        ? 'human'
        : (made.find(({ state: own }) => own === 'machine') ?? worst).engine || RULES[state]!,
    parts: parts.map(({ source, state: own, engine }, at) => [
      own === 'human' ? sentenceKey(source) : hashOf(source, terms),
      lengthOf(source),
      lengthOf(texts[at]!),
      own,
      engine,
    ]),
  };
}

/** A state that is no better than another one. */
export function worse(state: PartState, than: PartState): PartState {
  if (state === 'kept' || state === 'missing') return state;
  return RANK.indexOf(state) > RANK.indexOf(than) ? state : than;
}

/** Lines stay lines; between sentences Latin letters have a space and Han have none. */
function spaced(text: string, { source, last, to }: { source: string; last: boolean; to: string }): string {
  const space = /\s*$/u.exec(source)![0];
  const words = text.trimEnd();
  if (space.includes('\n')) return words + space;
  if (last) return words;
  return to.startsWith('zh') || to === 'ja' ? words : `${words} `;
}

interface Placed {
  start: number;
  end: number;
}

/** Links, mentions and topics where they stand in the translation; those that are not there any more are left out. */
export function facetsIn<Facet extends Placed>(
  facets: readonly Facet[],
  { from, to }: { from: string; to: string },
): Facet[] {
  const source = Array.from(from);
  const used = new Map<string, number>();
  return facets.flatMap((facet) => {
    const words = source.slice(facet.start, facet.end).join('');
    const at = to.indexOf(words, used.get(words) ?? 0);
    if (words === '' || at < 0) return [];
    used.set(words, at + words.length);
    const start = lengthOf(to.slice(0, at));
    return [{ ...facet, start, end: start + facet.end - facet.start }];
  });
}

/** The name of a sentence of an original: the same words have the same. */
export function sentenceKey(sentence: string): string {
  return hashOf(sentence, []);
}

/** What a version is as a whole: as good as its worst sentence. */
export function stateOfWhole(states: readonly PartState[]): Whole['state'] {
  const made = states.filter((state) => state !== 'kept');
  const worst = made.reduce<PartState>(
    (least, state) => (RANK.indexOf(state) > RANK.indexOf(least) ? state : least),
    'human',
  );
  return worst === 'missing' || worst === 'kept' ? 'gloss' : worst;
}

function hashOf(sentence: string, terms: readonly Term[]): string {
  const hash = createHash('sha256').update(sentence.trim());
  return hash
    .update(wordsOf(termsIn(sentence, terms)))
    .digest('base64url')
    .slice(0, 12);
}

function lengthOf(text: string): number {
  return Array.from(text).length;
}
