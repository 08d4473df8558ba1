/** A round number that a chart's highest bar stays under. */
export function chartTop(most: number): number {
  if (most <= 4) return 4;
  const size = 10 ** Math.floor(Math.log10(most));
  return [1, 2, 4, 5, 10].map((factor) => factor * size).find((top) => top >= most)!;
}
