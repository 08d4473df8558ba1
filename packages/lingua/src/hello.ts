import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { convert } from './convert.ts';
import { once } from './load.ts';

/** A sentence of a first note, already written in both languages; {blanks} are for its author. */
export interface HelloSentence {
  id: string;
  zh: string;
  en: string;
  /** The blanks, in the order of the English sentence: name, place, topic… */
  blanks: string[];
}

/** All sentences of the card, in the order in which they read well. */
export const helloSentences = once((): readonly HelloSentence[] =>
  readFileSync(join(import.meta.dirname, '../data/hello.tsv'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => {
      const [id, zh, en] = line.split('\t');
      const blanks = Array.from(en!.matchAll(/\{(\w+)\}/gu), (match) => match[1]!);
      return { id: id!, zh: zh!, en: en!, blanks };
    }),
);

/** What was chosen: a sentence, and what its author put into its blanks (the same words in every language). */
export interface HelloChoice {
  id: string;
  words?: Record<string, string>;
}

/**
 * A first note that everyone can read: the chosen sentences in all three written languages.
 *
 * @throws RangeError for a sentence that the card does not have, or a blank that was left empty
 */
export function helloCard(choices: readonly HelloChoice[]): {
  'zh-Hans': string;
  'zh-Hant': string;
  en: string;
} {
  const chosen = choices.map(({ id, words = {} }) => {
    const sentence = helloSentences().find((one) => one.id === id);
    if (!sentence) throw new RangeError(`no sentence ${id} on the hello card`);
    return { zh: filled(sentence.zh, words), en: filled(sentence.en, words), plain: sentence.zh, words };
  });
  const hant = chosen.map(({ plain, words }) => filled(convert(plain, 'zh-Hans', 'zh-Hant'), words));
  return {
    'zh-Hans': chosen.map(({ zh }) => zh).join(''),
    'zh-Hant': hant.join(''),
    en: chosen.map(({ en }) => en).join(' '),
  };
}

function filled(sentence: string, words: Record<string, string>): string {
  return sentence.replace(/\{(\w+)\}/gu, (_, blank: string) => {
    const word = words[blank]?.trim();
    if (!word) throw new RangeError(`nothing for the blank ${blank}`);
    return word;
  });
}
