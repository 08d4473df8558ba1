import { detect } from '../detect.ts';
import type { Glossary } from '../gloss.ts';
import { SCRIPT_WEIGHT, scriptOf } from '../scripts.ts';
import { evidenceOf } from './evidence.ts';

interface Answer {
  source: string;
  translation: string;
  to: string;
}

interface Grounds {
  glossary: Glossary;
  /** Whether the text orders anybody about, and how much of that its translation leaves out, 0…1. */
  orders: { given: boolean; lost: number };
}

/** Above it an answer is not believed. */
export const STRANGE = 0.25;

const WEIGHTS = [-4.45, 1.79, 2.34, 5.27, 2.58, 1.95, 1.87, -8.53, 0.89, 1.44, 1.9, -1.12, 3.86];

/**
 * How little an answer looks like a translation: below 0 for most translations, above `STRANGE` for most answers that are
 * none. The weights were fitted on texts with good translations and on answers to orders (`bench/doubt.ts`).
 */
export function strangeness(answer: Answer, grounds: Grounds): number {
  return featuresOf(answer, grounds).reduce((sum, value, at) => sum + value * WEIGHTS[at]!, 0);
}

/** A fifth longer or shorter is nothing strange. */
const USUAL = 0.3;

/** What the score is made of; the first is the constant. */
export function featuresOf({ source, translation, to }: Answer, { glossary, orders }: Grounds): number[] {
  const { words, said, told, grounded } = evidenceOf({ source, translation, to }, glossary);
  const ratio = Math.log((weightOf(translation) + 3) / (weightOf(source) + 3));
  return [
    1,
    words === 0 ? 0.5 : said,
    told === 0 ? 0.5 : grounded,
    Math.max(0, -ratio - USUAL),
    Math.max(0, ratio - USUAL),
    Math.log1p(words),
    Math.log1p(told),
    said * Math.log1p(words),
    grounded * Math.log1p(told),
    orders.given ? 1 : 0,
    orders.lost,
    to === 'en' ? 1 : 0,
    isForeign(translation, to) ? 1 - grounded : 0,
  ];
}

const TELLING_LETTERS = 16;

/** An answer in a third language. */
function isForeign(translation: string, to: string): boolean {
  if (weightOf(translation) < TELLING_LETTERS) return false;
  const { language, share } = detect(translation)[0]!;
  return language !== 'und' && share > 0.8 && language.split('-')[0] !== to.split('-')[0];
}

/** How much a text says, about the same in every script. */
export function weightOf(text: string): number {
  let total = 0;
  for (const character of text) {
    const script = scriptOf(character);
    if (script) total += SCRIPT_WEIGHT[script];
  }
  return total;
}
