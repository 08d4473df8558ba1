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
 * @param language BCP 47; helps little with Chinese and Japanese, whose dictionary is one and the same
 * @source `Intl.Segmenter` (Unicode UAX 29; for Chinese, Japanese, Thai, Khmer, Lao and Burmese the dictionaries of ICU)
 */
export function segment(text: string, language = 'und'): Segment[] {
  const found: Segment[] = [];
  let start = 0;
  for (const piece of segmenterFor(language).segment(text)) {
    const end = start + codePoints(piece.segment);
    found.push({ text: piece.segment, start, end, word: piece.isWordLike ?? false });
    start = end;
  }
  return found;
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
