import type { WORD_KINDS, WORD_REGISTERS } from '@jujube/contract';
import { cultureIndex, explain, foldText } from '@jujube/lingua';
import { AppError } from '../../kernel/errors.ts';
import { cleanText, withinGraphemes } from '../../kernel/text.ts';

/** All that people write of a word. */
export interface Words {
  language: 'zh' | 'en';
  kind: (typeof WORD_KINDS)[number];
  register: (typeof WORD_REGISTERS)[number];
  terms: string[];
  rules: string;
  meaning: string;
  plain: string;
  example: string;
  translation: string;
  source: string;
}

const MOST_TERMS = 12;
const TERM = { least: 2, most: 40 };
const TEXT = 300;
const HAN = /\p{Script=Han}/u;
const LETTER = /[\p{L}\p{N}]/gu;

/**
 * What somebody wrote of a word, cleaned. A word has to be found in its own example, so that one whose rules never hold is
 * seen before it is proposed. Throws `word.term`, `word.length`, `word.rules`, `word.example`.
 */
export function checkedWords(written: Words): Words {
  const line = (text: string) => cleanText(text);
  const words: Words = {
    ...written,
    terms: eachOnce(written.terms.map(line).filter(Boolean)),
    rules: line(written.rules),
    meaning: line(written.meaning),
    plain: line(written.plain),
    example: line(written.example),
    translation: line(written.translation),
    source: line(written.source),
  };
  const { language, terms, meaning, plain, example, translation, source, rules } = words;
  const inItsLanguage = language === 'zh' || terms.every((term) => !HAN.test(term));
  const fits = terms.every(
    (term) => (term.match(LETTER)?.length ?? 0) >= TERM.least && withinGraphemes(term, TERM.most),
  );
  if (terms.length === 0 || terms.length > MOST_TERMS || !fits || !inItsLanguage)
    throw new AppError('word.term');
  const needed = [meaning, example, translation, source];
  if (needed.includes('') || ![...needed, plain, rules].every((text) => withinGraphemes(text, TEXT)))
    throw new AppError('word.length');
  if (!isFound(words, language === 'zh' ? 'en' : 'zh-Hans')) throw new AppError('word.example');
  return words;
}

/** Whether a word is found in its example. Throws `word.rules`. */
function isFound({ language, terms, rules, example }: Words, reader: 'en' | 'zh-Hans'): boolean {
  const index = indexOf({ id: 'this', language, terms, rules });
  const found = explain(example, { language: language === 'zh' ? 'zh-Hans' : 'en', reader, index });
  return found.length > 0;
}

function indexOf(card: Parameters<typeof cultureIndex>[0][number]) {
  try {
    return cultureIndex([card]);
  } catch (error) {
    // The library tells a rule it cannot read in words for who made the shipped ones.
    throw new AppError('word.rules', { detail: (error as Error).message });
  }
}

/** Spellings that fold to the same are one. */
function eachOnce(terms: readonly string[]): string[] {
  return [...new Map(terms.map((term) => [foldText(term), term] as const).reverse()).values()].reverse();
}

/** Accepted proposals that give somebody's vote weight; each that was undone takes away as much. */
const STANDING = 3;
/** Votes with weight that a proposal needs; one against leaves it to those who keep the rules. */
const ENOUGH = 3;

/** Whether what somebody proposed so far speaks for their vote. */
export function hasStanding({ accepted, reverted }: { accepted: number; reverted: number }): boolean {
  return accepted - STANDING * reverted >= STANDING;
}

/** Whether votes of people with standing, the proposer's never among them, decide. */
export function isEnough({ yes, no }: { yes: number; no: number }): boolean {
  return yes >= ENOUGH && no === 0;
}
