interface Facet {
  start: number;
  end: number;
  kind: 'topic' | 'mention' | 'link' | 'term' | 'amount';
  id: string;
  name?: string | undefined;
}

/** A text with what is linked in it. */
export interface Words {
  text: string;
  facets: readonly Facet[];
}

/** Code points of each sentence of the original and of its version. */
type Pairs = readonly (readonly [from: number, to: number])[];

/** Sentence by sentence, each with its own links; null where that is not known or does not fit the texts any more. */
export function inPairs(
  from: Words,
  to: Words,
  pairs: Pairs | undefined,
): { from: Words; to: Words }[] | null {
  if (!pairs || pairs.length < 2) return null;
  const fits = (words: Words, side: 0 | 1) =>
    pairs.reduce((sum, pair) => sum + pair[side], 0) === Array.from(words.text).length;
  if (!fits(from, 0) || !fits(to, 1)) return null;
  let [before, beside] = [0, 0];
  return pairs
    .map(([left, right]) => ({
      from: cut(from, before, (before += left)),
      to: cut(to, beside, (beside += right)),
    }))
    .filter((pair) => pair.from.text !== '' || pair.to.text !== '');
}

/** Whether a sentence that is the same in both versions has words, and so is in the other language: topics and names are in none. */
export function isInOther(sentence: string): boolean {
  return /\p{L}/u.test(sentence.replace(/[#＃@＠][\p{L}\p{N}_]+|https?:\S+/gu, ''));
}

function cut({ text, facets }: Words, start: number, end: number): Words {
  const words = Array.from(text).slice(start, end).join('').trimEnd();
  return {
    text: words,
    facets: facets
      .filter((facet) => facet.start >= start && facet.end <= end)
      .map((facet) => ({ ...facet, start: facet.start - start, end: facet.end - start })),
  };
}
