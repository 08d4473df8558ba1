/** Draws indexes 0…n−1 with given weights, in constant time (Walker's alias method). */
export function weighted(weights: ArrayLike<number>, random: () => number): () => number {
  const n = weights.length;
  const total = Array.from(weights).reduce((sum, weight) => sum + weight, 0);
  const chance = Float64Array.from(weights, (weight) => (weight * n) / total);
  const alias = new Int32Array(n);
  const small: number[] = [];
  const large: number[] = [];
  chance.forEach((value, index) => (value < 1 ? small : large).push(index));
  while (small.length > 0 && large.length > 0) {
    const less = small.pop()!;
    const more = large.at(-1)!;
    alias[less] = more;
    chance[more]! -= 1 - chance[less]!;
    if (chance[more]! < 1) small.push(large.pop()!);
  }
  for (const index of [...small, ...large]) chance[index] = 1;
  return () => {
    const index = Math.floor(random() * n);
    return random() < chance[index]! ? index : alias[index]!;
  };
}

/** Weights 1/rank^exponent (Zipf). */
export function zipf(n: number, exponent: number): Float64Array {
  return Float64Array.from({ length: n }, (_, index) => 1 / (index + 1) ** exponent);
}
