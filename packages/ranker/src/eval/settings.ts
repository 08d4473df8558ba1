import { termWeights } from '../content.ts';
import { followDefaults } from '../follow.ts';
import { graphDefaults, type GraphSettings } from '../graph-settings.ts';
import type { SequentialSettings } from './sequential.ts';

/** What the product runs with: every figure that it is served by is measured with exactly this. */
export const productGraph: Partial<GraphSettings> = graphDefaults;

/** With more memory and more readers asked: what the headline is measured with. */
export const headlineGraph: Partial<GraphSettings> = {
  ...graphDefaults,
  readerActs: 2048,
  noteReaders: 4096,
  crowd: 1000,
};

const sequential: SequentialSettings = {
  graph: { ...headlineGraph, readerPower: 0.3, sourcePower: 0.4, targetPower: 0.1, focus: 0, neighbours: 16 },
  follow: followDefaults,
  terms: { ...termWeights, first: 0 },
  rarity: 1,
};

/** Notes taken out of histories stood anywhere in them, so that the latest acts say no more than the others. */
const cold: SequentialSettings = {
  ...sequential,
  follow: { ...followDefaults, textRecency: 16, alike: 0 },
  terms: termWeights,
};

/** Found on validation sets; the searches are written down in `docs/ranker.md`. */
export const headlineSettings = { sequential, cold };
