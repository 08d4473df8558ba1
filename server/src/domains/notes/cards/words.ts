import { graphemes, isWide } from '../../../kernel/drawing/units.ts';

/** As many full-width characters of a note's words as a card shows, two letters counting as one; the rest is a `…`. */
export const CARD_GRAPHEMES = 300;

/** Signs that steer direction or take no room; the joiners inside emoji and Indic words are kept. */
const UNSEEN =
  /[\p{Cc}\u00ad\u034f\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0001}]/gu;
const JOINERS = /[\u200c\u200d]/gu;
const JOINED = /\p{Extended_Pictographic}|\p{Script=Arabic}|[\u0900-\u0dff]/u;
const MARKS = /(\p{M}{3})\p{M}+/gu;

/**
 * The words as a card can set them: one Unicode form, no control or unseen signs, no towers of accents, at most one empty
 * line in a row, no more than {@link CARD_GRAPHEMES} and a `…` where some were left out.
 */
export function cardWords(text: string): string {
  const clean = text
    .slice(0, CARD_GRAPHEMES * 60)
    .normalize('NFC')
    .replace(/\r\n?/gu, '\n')
    .replace(/\t/gu, ' ')
    .replace(UNSEEN, (sign) => (sign === '\n' ? sign : ''))
    .replace(MARKS, '$1')
    .replace(/[^\S\n]+/gu, ' ')
    .replace(/ ?\n ?/gu, '\n')
    .replace(/\n{3,}/gu, '\n\n')
    .trim();
  const shown = graphemes(clean).map((grapheme) =>
    JOINED.test(grapheme) ? grapheme : grapheme.replace(JOINERS, ''),
  );
  const kept = fitting(shown);
  if (kept === shown.length) return shown.join('');
  const words = shown.slice(0, kept).join('');
  return `${words.replace(/\s+[\p{Script=Latin}\p{M}\p{Nd}'’-]*$/u, '').replace(/[\s，、。,.;；…]+$/u, '')}…`;
}

/** How many of the graphemes have room. */
function fitting(shown: string[]): number {
  let room = CARD_GRAPHEMES;
  for (const [at, grapheme] of shown.entries()) {
    room -= isWide(grapheme) ? 1 : 0.5;
    if (room < 0) return at;
  }
  return shown.length;
}
