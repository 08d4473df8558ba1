/**
 * Words people write, at the border: what is kept of them, how long they are, what in them is a topic, a mention or a
 * link. Plain text, never HTML or Markdown.
 */
export { facetsToSegments, parseText, type Span, type TextSegment, type TypedFacet } from '@jujube/contract';

/**
 * What is stored of a text somebody sent: NFC, one kind of line break, at most two blank lines in a row, no spaces at
 * line ends and around the whole. Control characters, invisible ones, those that turn the direction of what follows,
 * and halves of characters are gone; emoji sequences, variation selectors, and the joiners that Persian and Hindi need
 * stay. A text of which nothing is visible comes back empty. Cleaning twice changes nothing.
 *
 * @param multiline whether lines are kept (bodies, comments) or become spaces (titles, names)
 */
export function cleanText(raw: string, { multiline = false }: { multiline?: boolean } = {}): string {
  const plain = raw
    .replace(HALF_CHARACTERS, '')
    .replace(LINE_BREAKS, '\n')
    .replaceAll('\t', ' ')
    .replace(UNWANTED, '')
    .replace(TAGS, '$1')
    .replace(ZERO_WIDTH_SPACES, '')
    .normalize('NFC')
    .replace(MARK_TOWERS, '$1');
  const laidOut = multiline
    ? plain.replace(SPACE_AT_LINE_END, '').replace(BLANK_LINES, '\n\n\n')
    : plain.replace(/[\n ]+/gu, ' ');
  return VISIBLE.test(laidOut) ? laidOut.trim() : '';
}

/** With the `u` flag only surrogates without their other half match. */
const HALF_CHARACTERS = /\p{Surrogate}/gu;
const LINE_BREAKS = /\r\n|[\r\v\f\u0085\u2028\u2029]/gu;
/**
 * Controls, bidi embeddings, overrides and isolates, invisible operators, soft hyphens, byte order marks, annotation
 * and object marks, fillers that look like nothing, non-characters.
 */
const UNWANTED =
  /[[\p{Cc}--\n]\u00ad\u180e\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffc\u{e0001}\p{Noncharacter_Code_Point}]/gv;
/** Tag characters spell the name of a flag behind a black flag; anywhere else they hide words. */
const TAGS = /(\u{1f3f4}[\u{e0020}-\u{e007e}]{1,6}\u{e007f})|[\u{e0020}-\u{e007f}]+/gu;
/** Zero-width spaces divide words only in scripts that write none. */
const ZERO_WIDTH_SPACES = /(?<![\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}\p{Script=Myanmar}])\u200b+/gu;
/** More marks on one letter than any language writes. */
const MARK_TOWERS = /(\p{M}{8})\p{M}+/gu;
const SPACE_AT_LINE_END = /(?<![^\S\n])[^\S\n]+$/gmu;
const BLANK_LINES = /\n{4,}/gu;
const VISIBLE = /[[\p{Any}]--[\s\p{M}\p{Default_Ignorable_Code_Point}\u200b\u2800]]/v;

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });
/** UTF-16 units of the longest character that people use (flags of parts of a country have 14). */
const LONGEST_GRAPHEME = 16;

/** How many characters a person would count: 👩‍👩‍👧 is one, é is one however it is written. */
export function countGraphemes(text: string): number {
  return countUpTo(text, Infinity);
}

/**
 * Whether a text has at most `max` graphemes. Also false where its bytes are out of all proportion to that (a thousand
 * joined emoji are one grapheme), so the limit bounds what is stored, and counting never reads more than that.
 */
export function withinGraphemes(text: string, max: number): boolean {
  if (text.length <= max) return true;
  if (text.length > max * LONGEST_GRAPHEME) return false;
  return countUpTo(text, max + 1) <= max;
}

function countUpTo(text: string, enough: number): number {
  let count = 0;
  const all = graphemes.segment(text)[Symbol.iterator]();
  while (count < enough && !all.next().done) count += 1;
  return count;
}
