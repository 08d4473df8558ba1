import type { AnswerOf, Api } from '@jujube/contract';
import { currentLocale } from '#lib/locale.ts';

export type HelloSentence = AnswerOf<Api['GET /hello-card']>['items'][number];

/** What most people say first. */
export const FIRST_SENTENCES = ['greet', 'from', 'ask'];

/** The two languages of a hello: the one of the pages, and the one that the other side reads. */
export function helloSides(): { own: string; other: string } {
  const locale = currentLocale();
  if (locale === 'en') return { own: 'en', other: 'zh-Hans' };
  return { own: locale === 'zh-TW' ? 'zh-Hant' : 'zh-Hans', other: 'en' };
}

/** A sentence cut at its blanks; each piece is words or the name of a blank. */
export function piecesOf(sentence: string): { words: string; blank: string | null }[] {
  return sentence
    .split(/(\{\w+\})/u)
    .filter((piece) => piece !== '')
    .map((piece) => ({ words: piece, blank: /^\{(\w+)\}$/u.exec(piece)?.[1] ?? null }));
}

/** Sentences with what was put into their blanks (the same words in every language), as one text. */
export function helloText(
  sentences: readonly HelloSentence[],
  language: string,
  wordsOf: (sentence: HelloSentence, blank: string) => string,
): string {
  const filled = sentences.map((sentence) =>
    piecesOf(sentence.texts[language] ?? '')
      .map(({ words, blank }) => (blank ? wordsOf(sentence, blank).trim() : words))
      .join(''),
  );
  return filled.join(language === 'en' ? ' ' : '');
}

/** What a plain form or an address calls the words of a blank. */
export function blankName({ id }: Pick<HelloSentence, 'id'>, blank: string): string {
  return `${id}.${blank}`;
}

/** The words of an address for each blank. */
export function wordsIn(asked: URLSearchParams): (sentence: HelloSentence, blank: string) => string {
  return (sentence, blank) => asked.get(blankName(sentence, blank)) ?? '';
}

/** Whether no blank of these sentences is empty. */
export function isFilled(
  sentences: readonly HelloSentence[],
  wordsOf: (sentence: HelloSentence, blank: string) => string,
): boolean {
  return sentences.every((one) => one.blanks.every((blank) => wordsOf(one, blank).trim() !== ''));
}
