import { load, once } from './load.ts';
import { spans } from './spans.ts';

/** A piece of a text; offsets count code points, `end` is exclusive. */
export interface Segment {
  text: string;
  start: number;
  end: number;
  /** Whether it is a word rather than space, punctuation or a picture. */
  word: boolean;
}

const segmenters = new Map<string, Intl.Segmenter>();
const KEPT = 16;

/**
 * Cuts a text into words and what stands between them. The pieces, put together, are the text.
 *
 * @param language BCP 47; Han of a text in Chinese (`zh…`) falls into the words of a Chinese dictionary, that of any
 *   other into ICU's. The first Chinese text reads the dictionary: 0.4 s, 55 MB.
 * @source jieba (@node-rs/jieba) for Chinese, `Intl.Segmenter` for all else (Unicode UAX 29 and ICU's dictionaries)
 */
export function segment(text: string, language = 'und'): Segment[] {
  const pieces = /^zh\b/iu.test(language) && HAN.test(text) ? chinesePieces(text) : piecesOf(text, language);
  let start = 0;
  return pieces.map(({ text: piece, word }) => {
    const segment = { text: piece, start, end: start + codePoints(piece), word };
    start = segment.end;
    return segment;
  });
}

interface Piece {
  text: string;
  word: boolean;
}

const HAN = /\p{Script=Han}/u;
const HAN_RUN = /[\p{Script=Han}〇々]+/gu;

/** Runs of Han go to the dictionary; mentions, topics and addresses stay with what stands between the runs. */
function chinesePieces(text: string): Piece[] {
  const whole = spans(text).filter(({ kind }) => kind === 'link' || kind === 'mention');
  const found: Piece[] = [];
  let after = 0;
  const between = (end: number) => {
    if (end > after) found.push(...piecesOf(text.slice(after, end), 'zh'));
  };
  for (const match of text.matchAll(HAN_RUN)) {
    if (whole.some(({ start, end }) => match.index >= start && match.index < end)) continue;
    between(match.index);
    found.push(...cutRun(match[0], true).map((word) => ({ text: word, word: true })));
    after = match.index + match[0].length;
  }
  between(text.length);
  return found;
}

interface JiebaModule {
  Jieba: { withDict(dictionary: Uint8Array): { cut(text: string, unknownWords: boolean): string[] } };
}

const jieba = once(() => {
  const { Jieba } = load<JiebaModule>('@node-rs/jieba');
  const dictionary = Jieba.withDict(load<{ dict: Uint8Array }>('@node-rs/jieba/dict').dict);
  return (run: string, unknownWords = true) => dictionary.cut(run, unknownWords);
});

/**
 * The words of a run of simplified Han.
 *
 * @param unknownWords whether to guess words that the dictionary does not know
 */
export function cutRun(run: string, unknownWords: boolean): string[] {
  return jieba()(run, unknownWords);
}

function piecesOf(text: string, language: string): Piece[] {
  return Array.from(segmenterFor(language).segment(text), ({ segment: piece, isWordLike }) => ({
    text: piece,
    word: isWordLike ?? false,
  }));
}

/** Segmenters cost a millisecond and some memory each; people write in few languages, programs may name many. */
function segmenterFor(language: string): Intl.Segmenter {
  const known = segmenters.get(language);
  if (known) return known;
  if (segmenters.size >= KEPT) segmenters.clear();
  const made = new Intl.Segmenter(supported(language), { granularity: 'word' });
  segmenters.set(language, made);
  return made;
}

function supported(language: string): string {
  try {
    return Intl.Segmenter.supportedLocalesOf(language)[0] ?? 'und';
  } catch (error) {
    if (error instanceof RangeError) return 'und';
    throw error;
  }
}

function codePoints(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at += text.codePointAt(at)! > 0xffff ? 2 : 1) count += 1;
  return count;
}
