import { highest, type Scores } from '../scores.ts';

/** The best `length` that are not known; where too few have a score, the rest by number, which chance gave. */
export function firstOf(
  sums: Scores,
  { known, notes, length }: { known: Int32Array; notes: number; length: number },
): number[] {
  const seen = new Set(known);
  const best = highest(sums.touched, {
    count: length,
    value: (id) => (seen.has(id) ? -Infinity : sums.get(id)),
  });
  const list = [...best].filter((id) => !seen.has(id));
  for (let note = 0; list.length < length && note < notes; note += 1) {
    if (!seen.has(note) && sums.get(note) === 0) list.push(note);
  }
  return list;
}
