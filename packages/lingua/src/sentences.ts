import { spans } from './spans.ts';

/** A sentence with the white space after it; offsets count code points, `end` is exclusive. */
export interface Sentence {
  text: string;
  start: number;
  end: number;
}

/** Marks that end a sentence wherever they stand. */
const ALWAYS = '。！？!?…｡；';
/** Marks that end one only before a space or the end of the text: 3.5, 12:30, U.S., "a ~ b". */
const BEFORE_SPACE = '.~～';
/** What still belongs to the sentence after its end: more marks, closing quotes and brackets. */
const CLOSERS = /[。！？!?….~～；”’"'」』）)\]】》]/u;
/** Words that a full stop ends without ending the sentence. */
const SHORT_FORMS =
  /(?:^|[\s(“"])(?:mr|mrs|ms|dr|prof|st|mt|vs|etc|e\.g|i\.e|a\.m|p\.m|no|fig|approx|inc|ltd|co|jr|sr|dept|est|vol|u\.s|u\.k|[A-Za-z])\.$/iu;
const LOWER_NEXT = /^\s*\p{Ll}/u;
/** "好好吃😭 明天还来": people end sentences with a picture and a space. */
const AFTER_PICTURE = /^[ \t\u3000]+[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Lu}]/u;
/** Fewer letters before a picture are a greeting or an enumeration rather than a sentence. */
const LEAST_BEFORE_PICTURE = 4;

/**
 * Cuts a text into sentences, as people write them in comments: a line break ends one, and so does a picture with
 * a space after it; a picture after the end belongs to the sentence before. Links, mail addresses, mentions, topics,
 * prices, numbers and emoji are never cut. The sentences, put together, are the text.
 */
export function sentences(text: string): Sentence[] {
  const cuts = [...cutsOf(text), text.length];
  const found: Sentence[] = [];
  let from = 0;
  let start = 0;
  for (const cut of cuts) {
    if (cut <= from) continue;
    const piece = text.slice(from, cut);
    const end = start + [...piece].length;
    found.push({ text: piece, start, end });
    from = cut;
    start = end;
  }
  return found;
}

function cutsOf(text: string): number[] {
  const whole = spans(text);
  const cuts: number[] = [];
  let next = 0;
  let begun = 0;
  for (let at = 0; at < text.length;) {
    const span = whole[next];
    if (span && span.start === at) {
      next += 1;
      at = span.end;
      if (span.kind === 'emoji' && endsWithPicture(text, { begun, from: span.start, after: at })) {
        at = begun = skipSpace(text, at);
        cuts.push(at);
      }
      continue;
    }
    const end = endOfSentence(text, at);
    if (end === undefined) {
      at += 1;
      continue;
    }
    at = afterClosers(text, end, whole);
    while (next < whole.length && whole[next]!.start < at) next += 1;
    begun = at;
    cuts.push(at);
  }
  return cuts;
}

function endsWithPicture(
  text: string,
  { begun, from, after }: { begun: number; from: number; after: number },
) {
  const before = text.slice(begun, from).match(/\p{L}/gu)?.length ?? 0;
  return before >= LEAST_BEFORE_PICTURE && AFTER_PICTURE.test(text.slice(after, after + 8));
}

/** Where the mark at this place ends a sentence, behind it; else undefined. */
function endOfSentence(text: string, at: number): number | undefined {
  const character = text[at]!;
  if (character === '\n' || character === '\r' || ALWAYS.includes(character)) return at + 1;
  if (!BEFORE_SPACE.includes(character)) return undefined;
  let end = at + 1;
  while (end < text.length && CLOSERS.test(text[end]!)) end += 1;
  if (end < text.length && !/[\s\p{Script=Han}\p{Extended_Pictographic}]/u.test(wholeCharacter(text, end)))
    return undefined;
  if (character !== '.') return end;
  if (SHORT_FORMS.test(text.slice(Math.max(0, at - 12), at + 1)) || LOWER_NEXT.test(text.slice(end, end + 8)))
    return undefined;
  return /\d/.test(text[at - 1] ?? '') && /\p{Script=Han}/u.test(text[end] ?? '') ? undefined : end;
}

function wholeCharacter(text: string, at: number): string {
  return String.fromCodePoint(text.codePointAt(at)!);
}

/** Closing marks, pictures that follow at once, and white space up to the next word or line. */
function afterClosers(text: string, from: number, whole: ReturnType<typeof spans>): number {
  let at = from;
  if (text[at - 1] === '\n' || text[at - 1] === '\r') return skipLines(text, at);
  while (at < text.length && CLOSERS.test(text[at]!)) at += 1;
  for (;;) {
    const space = skipSpace(text, at);
    const picture = whole.find(({ kind, start }) => kind === 'emoji' && start === space);
    if (!picture) return skipLines(text, space);
    at = picture.end;
    while (at < text.length && CLOSERS.test(text[at]!)) at += 1;
  }
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && /[^\S\n\r]/u.test(text[at]!)) at += 1;
  return at;
}

function skipLines(text: string, from: number): number {
  let at = from;
  while (at < text.length && /\s/u.test(text[at]!)) at += 1;
  return at;
}
