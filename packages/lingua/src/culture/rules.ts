import { foldInPlace } from './fold.ts';

/** What must, or must not, stand around a term for it to be meant. */
export interface Rules {
  /** Only as it is written: SAT, not sat. */
  exact: boolean;
  /** Chinese word boundaries do not matter: the dictionary does not know this word. */
  free: boolean;
  near: RegExp | null;
  not: RegExp | null;
  after: RegExp | null;
  notAfter: RegExp | null;
  before: RegExp | null;
  notBefore: RegExp | null;
}

const LISTS = ['near', 'not', 'after', 'notAfter', 'before', 'notBefore'] as const;
type List = (typeof LISTS)[number];
/** How far, in letters, a word may stand from the term that it explains. */
const SIGHT = 40;

/**
 * Reads the rules of a card: `exact; near tax,credit; notBefore 子`. Parts are separated by semicolons, words by commas;
 * a Latin word stands for all words that begin with it, `^` for the beginning or end of the text or a sign.
 *
 * @throws Error where a rule is none
 */
export function readRules(rules: string): Rules {
  const read: Rules = {
    exact: false,
    free: false,
    near: null,
    not: null,
    after: null,
    notAfter: null,
    before: null,
    notBefore: null,
  };
  for (const part of rules.split(';').map((text) => text.trim())) {
    if (part === '') continue;
    const [name, ...rest] = part.split(' ');
    const words = rest.join(' ').split(',').filter(Boolean);
    if (name === 'exact' || name === 'free') read[name] = true;
    else if (isList(name) && words.length > 0) read[name] = patternOf(name, words);
    else throw new Error(`lingua: no rule of a card: ${part}`);
  }
  return read;
}

/** Whether what stands around a term, in folded letters, is as its card asks. */
export function allowed({ near, not, after, notAfter, before, notBefore }: Rules, place: Place): boolean {
  const { text, start, end } = place;
  const front = text.slice(Math.max(0, start - SIGHT), start);
  const back = text.slice(end, end + SIGHT);
  if (near && !near.test(front) && !near.test(text.slice(start, end + SIGHT))) return false;
  // With the term itself: 挂号信 is no 挂号.
  if (not?.test(text.slice(Math.max(0, start - SIGHT), end + SIGHT))) return false;
  if (after && !after.test(front)) return false;
  if (notAfter?.test(front)) return false;
  if (before && !before.test(back)) return false;
  return !notBefore?.test(back);
}

export interface Place {
  text: string;
  start: number;
  end: number;
}

function isList(name: string | undefined): name is List {
  return LISTS.some((list) => list === name);
}

/** `^`: nothing, a sign or a picture; digits are `0`. */
function patternOf(list: List, words: readonly string[]): RegExp {
  const behind = list === 'before' || list === 'notBefore';
  const ahead = list === 'after' || list === 'notAfter';
  const sources = words.map((word) => {
    if (word === '^' && !behind && !ahead) throw new Error(`lingua: ^ is not near anything: ${list}`);
    if (word === '^') return behind ? String.raw`(?:$|[^\p{L}\p{N}\s])` : String.raw`(?:^|[^\p{L}\p{N}\s])`;
    if (word === '0') return String.raw`\d`;
    const plain = RegExp.escape(foldInPlace(word).text);
    const latin = /^[a-z]/iu.test(word);
    if (ahead && /[a-z]$/iu.test(word)) return String.raw`(?<![a-z])${plain}`;
    return latin ? String.raw`(?<![a-z])${plain}` : plain;
  });
  const any = `(?:${sources.join('|')})`;
  if (behind) return new RegExp(String.raw`^\s*${any}`, 'u');
  return new RegExp(ahead ? String.raw`${any}\s*$` : any, 'u');
}
