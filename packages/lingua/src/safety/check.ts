import { detect } from '../detect.ts';
import type { Glossary } from '../gloss.ts';
import { spans } from '../spans.ts';
import { readsLike } from './clean.ts';
import { notionsOf, saidAgain } from './commands.ts';
import { strangeness, STRANGE, weightOf } from './score.ts';

/**
 * Why an answer is not taken for a translation. `canary`: what the engine was to translate beside it is gone; `order`:
 * an order was not said again; `content`: it says something else; the others are what their names say.
 */
export type Doubt =
  | 'empty'
  | 'length'
  | 'language'
  | 'canary'
  | 'order'
  | 'content'
  | 'repeats'
  | 'instruction'
  | 'placeholders';

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
  const said = weightOf(source);
  const now = weightOf(translation);
  if (said === 0) return now === 0 ? null : 'length';
  if (translation.trim() === '' || now === 0) return 'empty';
  if (now > said * LONGEST + SLACK || now + SLACK < said * SHORTEST + (said > 60 ? SLACK : 0))
    return 'length';
  if (!inLanguage(answer)) return 'language';
  if (copies(translation, instruction)) return 'instruction';
  if (repeats(translation) && !repeats(source)) return 'repeats';
  const notions = notionsOf(source);
  const again = saidAgain(notions, translation, to === 'en' ? 'en' : 'zh');
  const lost = again < (notions.length < 3 ? 1 : SAID_AGAIN);
  if (!carries(answer) || bringsAlong(answer)) return 'content';
  if (!glossary) return lost ? 'order' : null;
  const orders = { given: notions.length > 0, lost: 1 - again };
  if (strangeness(answer, { glossary, orders }) <= STRANGE) return null;
  return lost ? 'order' : 'content';
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

/** Links, addresses, mentions and topics that the source has not: they travel as placeholders, so no answer needs its own. */
function bringsAlong({ source, translation }: Answer): boolean {
  const places = spans(translation).filter(({ kind }) => !['number', 'price', 'emoji'].includes(kind));
  const named = translation.match(BARE_PLACE) ?? [];
  return [...places.map(({ text }) => text), ...named].some((place) => !source.includes(place));
}

/** evil.example: a place without https. */
const BARE_PLACE = /\b[\w-]{2,}\.(?:com|net|org|example|cn|tw|io|app|shop|site|xyz|top|info|me|ru)\b/giu;

const REPEATED = 3;

/** The same words three times in a row: "fool fool fool", 错误错误错误. */
function repeats(text: string): boolean {
  const plain = text.toLowerCase().replace(/[^\p{L}]+/gu, '');
  const found = /(.{2,}?)\1{2,}/u.exec(plain);
  return found !== null && found[0].length >= plain.length / 2 && found[1]!.length * REPEATED <= plain.length;
}
