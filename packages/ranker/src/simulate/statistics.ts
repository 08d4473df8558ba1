export interface Interval {
  mean: number;
  /** Ends of the 95 % interval of the mean, by Student's t. Both are the mean where there is one number only. */
  low: number;
  high: number;
}

/** Two-sided 95 % points of Student's t by degrees of freedom, 1…30. */
const T = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131,
  2.12, 2.11, 2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
] as const;

export function interval(numbers: readonly number[]): Interval {
  const count = numbers.length;
  const mean = numbers.reduce((sum, number) => sum + number, 0) / count;
  if (count < 2) return { mean, low: mean, high: mean };
  const variance = numbers.reduce((sum, number) => sum + (number - mean) ** 2, 0) / (count - 1);
  const half = (T[count - 2] ?? 1.96) * Math.sqrt(variance / count);
  return { mean, low: mean - half, high: mean + half };
}

/** Spearman's: the correlation of ranks, equal values sharing their mean rank. */
export function rankCorrelation(a: Float64Array, b: Float64Array): number {
  return correlation(ranks(a), ranks(b));
}

/** 0 where all are equal, near 1 where one has everything. */
export function gini(values: Float64Array): number {
  const sorted = values.toSorted();
  let sum = 0;
  let weighted = 0;
  sorted.forEach((value, at) => {
    sum += value;
    weighted += value * (at + 1);
  });
  const count = sorted.length;
  return sum === 0 ? 0 : (2 * weighted) / (count * sum) - (count + 1) / count;
}

function ranks(values: Float64Array): Float64Array {
  const order = Uint32Array.from(values.keys()).sort((a, b) => values[a]! - values[b]!);
  const ranked = new Float64Array(values.length);
  let from = 0;
  while (from < order.length) {
    let end = from + 1;
    while (end < order.length && values[order[end]!] === values[order[from]!]) end += 1;
    for (let at = from; at < end; at += 1) ranked[order[at]!] = (from + end - 1) / 2;
    from = end;
  }
  return ranked;
}

function correlation(a: Float64Array, b: Float64Array): number {
  const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  let both = 0;
  let squaresA = 0;
  let squaresB = 0;
  for (let at = 0; at < a.length; at += 1) {
    both += (a[at]! - meanA) * (b[at]! - meanB);
    squaresA += (a[at]! - meanA) ** 2;
    squaresB += (b[at]! - meanB) ** 2;
  }
  return both / (Math.sqrt(squaresA * squaresB) || 1);
}
