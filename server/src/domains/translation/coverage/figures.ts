import { TEXT_STATES } from '@jujube/contract';
import { READABLE } from '../rules.ts';

/** What the best version of a text is; `original`: it is in that language already. */
export type Standing = (typeof TEXT_STATES)[number] | 'missing';

/** Best first, as the console shows them. */
export const STANDINGS: readonly Standing[] = [
  'original',
  ...TEXT_STATES.filter((state) => state !== 'original'),
  'missing',
];

/** Whether it is machine or better. */
export function isGood(state: Standing): boolean {
  return state !== 'missing' && state !== 'original' && READABLE.includes(state);
}

/** Seconds after which a version came, where the next class begins; the last class has no end. */
export const LAGS = [
  ...[0.1, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 1.5, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 45, 60],
  ...[120, 300, 600, 1200, 3600, 10_800, 43_200, 86_400],
] as const;

/**
 * Seconds within which a share of texts could be read, from how many came in each class, evenly spread within it; the
 * beginning of the last class where it has no end. Null where there are none.
 */
export function quantile(classes: readonly number[], share: number): number | null {
  const all = classes.reduce((sum, count) => sum + count, 0);
  if (all === 0) return null;
  let below = 0;
  for (const [at, count] of classes.entries()) {
    if (below + count >= share * all && count > 0) {
      const from = at === 0 ? 0 : LAGS[at - 1]!;
      const to = LAGS[at] ?? from;
      return from + (to - from) * ((share * all - below) / count);
    }
    below += count;
  }
  return LAGS.at(-1)!;
}

/** Classes of several counts together. */
export function added(lists: Iterable<readonly number[]>): number[] {
  const sum = Array.from({ length: LAGS.length + 1 }, () => 0);
  for (const list of lists) list.forEach((count, at) => (sum[at]! += count));
  return sum;
}
