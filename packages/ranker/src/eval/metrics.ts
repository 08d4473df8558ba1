const DISCOUNTS = Float64Array.from({ length: 100 }, (_, at) => 1 / Math.log2(at + 2));
const IDEAL = DISCOUNTS.map((_, at) => DISCOUNTS.subarray(0, at + 1).reduce((sum, value) => sum + value, 0));

export interface Listed {
  recall: number;
  ndcg: number;
  hit: number;
}

/** One reader's list against what they turned to: recall, NDCG (ideal over min(|wanted|, length)), whether any was hit. */
export function judge(list: ArrayLike<number>, wanted: ReadonlySet<number>, length: number): Listed {
  let hits = 0;
  let gain = 0;
  for (let at = 0; at < Math.min(length, list.length); at += 1) {
    if (!wanted.has(list[at]!)) continue;
    hits += 1;
    gain += DISCOUNTS[at]!;
  }
  return {
    recall: hits / wanted.size,
    ndcg: gain / IDEAL[Math.min(wanted.size, length) - 1]!,
    hit: hits > 0 ? 1 : 0,
  };
}

/** Share of all notes that stand in any list, and how unequally they do: 0 all alike, 1 one note takes all. */
export function spread(shown: ArrayLike<number>): { coverage: number; gini: number } {
  const counts = Float64Array.from(shown).sort();
  let total = 0;
  let weighted = 0;
  let any = 0;
  for (let at = 0; at < counts.length; at += 1) {
    total += counts[at]!;
    weighted += (at + 1) * counts[at]!;
    if (counts[at]! > 0) any += 1;
  }
  const n = counts.length;
  return { coverage: any / n, gini: total === 0 ? 0 : (2 * weighted) / (n * total) - (n + 1) / n };
}
