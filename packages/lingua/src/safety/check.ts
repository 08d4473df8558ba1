import { detect } from '../detect.ts';
import type { Glossary } from '../gloss.ts';
import { SCRIPT_WEIGHT, scriptOf } from '../scripts.ts';
import { readsLike } from './clean.ts';
import { notionsOf, saidAgain } from './commands.ts';

/** Why an answer is not taken for a translation. */
export type Doubt = 'empty' | 'length' | 'language' | 'order' | 'content' | 'instruction' | 'placeholders';

export interface Answer {
  /** The sentence as it was sent, without placeholders. */
  source: string;
  translation: string;
  from: string;
  to: string;
}

/** A translation says about as much as its source; short ones vary more. */
const SHORTEST = 0.28;
const LONGEST = 3.2;
const SLACK = 14;
/** Of the notions of an order, this share must be said again. */
const SAID_AGAIN = 0.6;
/** With so many words that a dictionary knows, one of them must come again. */
const ENOUGH_WORDS = 4;
const LEAST_LETTERS = 12;

/**
 * Whether an answer can be a translation of its source; null if nothing speaks against it. No answer is believed for
 * its words: one that says what the text told the machine to say differs from a translation in length, in language, or
 * in that it leaves the order itself out.
 *
 * @param instruction what the engine was told; copied parts of it are no translation
 */
export function doubt(
  answer: Answer,
  { instruction = '', glossary }: { instruction?: string; glossary?: Glossary } = {},
): Doubt | null {
  const { source, translation, to } = answer;
  const said = weight(source);
  const now = weight(translation);
  if (said === 0) return now === 0 ? null : 'length';
  if (translation.trim() === '' || now === 0) return 'empty';
  if (now > said * LONGEST + SLACK || now + SLACK < said * SHORTEST + (said > 60 ? SLACK : 0))
    return 'length';
  if (!inLanguage(answer)) return 'language';
  if (copies(translation, instruction)) return 'instruction';
  const notions = notionsOf(source);
  if (saidAgain(notions, translation, to === 'en' ? 'en' : 'zh') < (notions.length < 3 ? 1 : SAID_AGAIN))
    return 'order';
  if (!carries(answer)) return 'content';
  if (glossary && isElsewhere(answer, glossary)) return 'content';
  return null;
}

function weight(text: string): number {
  let total = 0;
  for (const character of text) {
    const script = scriptOf(character);
    if (script) total += SCRIPT_WEIGHT[script];
  }
  return total;
}

/** Chinese must have Han, English must not be Han; long answers in a third language are none. */
function inLanguage({ source, translation, to }: Answer): boolean {
  const han = translation.match(/\p{Script=Han}/gu)?.length ?? 0;
  const letters = translation.match(/\p{L}/gu)?.length ?? 0;
  if (to.startsWith('zh')) {
    const latinSource = source.match(/\p{Script=Latin}/gu)?.length ?? 0;
    const brief = latinSource < 6 && !/\p{Script=Han}/u.test(source);
    if (!brief && han * 3.5 < (letters - han) * 0.5) return false;
  } else if (han * 3.5 > (letters - han) * 0.5) return false;
  if (letters < LEAST_LETTERS) return true;
  const found = detect(translation)[0]!;
  const language = found.language.split('-')[0]!;
  return language === 'und' || language === to.split('-')[0] || found.share < 0.7 || letters < 40;
}

const RUN_OF_WORDS = 5;

/** Five words in a row of what the engine was told. */
function copies(translation: string, instruction: string): boolean {
  if (instruction === '') return false;
  const told = ` ${wordsOf(instruction).join(' ')} `;
  const words = wordsOf(translation);
  for (let at = 0; at + RUN_OF_WORDS <= words.length; at += 1) {
    if (told.includes(` ${words.slice(at, at + RUN_OF_WORDS).join(' ')} `)) return true;
  }
  return false;
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** What of the source is in the language of the answer already must be there again. */
function carries({ source, translation, to }: Answer): boolean {
  const plain = readsLike(translation);
  const own = to.startsWith('zh') ? source.match(/\p{Script=Han}/gu) : readsLike(source).match(/[a-z]{3,}/gu);
  if (!own || own.length < 2) return true;
  return own.filter((part) => plain.includes(part)).length * 2 >= own.length;
}

/** Not one word of the source, in any of its meanings, comes again: the answer speaks of something else. */
function isElsewhere({ source, translation, to }: Answer, glossary: Glossary): boolean {
  const target = to === 'en' ? 'en' : to === 'zh-Hant' ? 'zh-Hant' : 'zh-Hans';
  const plain = readsLike(translation);
  let words = 0;
  for (const { kind, gloss, others, text } of glossary.gloss(
    /[а-яѐ-ӿα-ω！-～]/iu.test(source) ? readsLike(source) : source,
    target,
  ).pieces) {
    if (kind !== 'word' || gloss === '') continue;
    if (to === 'en' ? text.length < 2 : text.length < 4) continue;
    words += 1;
    if ([gloss, ...others].some((sense) => occurs(sense, plain, target === 'en'))) return false;
  }
  return words >= ENOUGH_WORDS;
}

/** English by the beginnings of its words; Chinese by any two characters, or the one it has. */
function occurs(sense: string, plain: string, english: boolean): boolean {
  if (english) {
    const stems = (sense.toLowerCase().match(/[a-z]{3,}/gu) ?? []).map((word) => word.slice(0, 5));
    return stems.some((stem) => new RegExp(`\\b${stem}`, 'u').test(plain));
  }
  const characters = sense.match(/\p{Script=Han}/gu) ?? [];
  if (characters.length < 2) return characters.some((one) => plain.includes(one));
  return (
    characters.some((one, at) => at > 0 && plain.includes(characters[at - 1]! + one)) ||
    characters.some((one) => plain.includes(one))
  );
}
