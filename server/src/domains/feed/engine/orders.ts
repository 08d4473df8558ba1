import { HALF_LIFE, HOUSE_WEIGHTS } from '../reach/in-force.ts';
import { shownOf } from './evidence.ts';
import type { Memory } from './memory.ts';

const HOUR = 3_600_000;
const { freshnessFloor, qualityPower, qualityCeiling } = HOUSE_WEIGHTS;

/** What is the same for all readers: notes that are there, newest and best first. */
export interface Orders {
  halfLife: number;
  /** Newest first. */
  newest: Int32Array;
  /** By freshness and quality alone: everything, and each channel by its number. */
  best: Int32Array;
  bestIn: Map<number, Int32Array>;
}

/** Looks at the newest twenty thousand. */
export function ordersOf({ notes, quality }: Memory, now: number): Orders {
  const newest = Int32Array.from(notes.recent.of(0).filter((note) => notes.live[note] === 1)).reverse();
  const halfLife = halfLifeOf(notes.publishedAt, newest, now);
  const values = new Map<number, number>();
  for (const note of newest) {
    const hours = Math.max(0, now - notes.publishedAt[note]!) / HOUR;
    const freshness = freshnessFloor + (1 - freshnessFloor) * 2 ** (-hours / halfLife);
    const relative = Math.min(qualityCeiling, quality.relative(shownOf(notes, note)));
    values.set(note, freshness * relative ** qualityPower);
  }
  const best = newest.slice().sort((a, b) => values.get(b)! - values.get(a)! || b - a);
  const bestIn = new Map<number, Int32Array>();
  for (const [channel, some] of Map.groupBy(best, (note) => notes.channel[note]!)) {
    if (channel >= 0) bestIn.set(channel, Int32Array.from(some));
  }
  return { halfLife, newest, best, bestIn };
}

function halfLifeOf(publishedAt: Float64Array, newest: Int32Array, now: number): number {
  const hundredth = newest[Math.min(newest.length, HALF_LIFE.of) - 1];
  const hours = hundredth === undefined ? HALF_LIFE.most : (now - publishedAt[hundredth]!) / HOUR;
  return Math.min(HALF_LIFE.most, Math.max(HALF_LIFE.least, hours));
}
