import { termWeights } from '../content.ts';
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
  recency: 2,
  textRecency: 2,
  text: 0.2,
  textPower: 1,
  terms: { ...termWeights, first: 0 },
  rarity: 1,
};

/** Found by `--tune` on validation sets; the searches are written down in `docs/ranker.md`. */
export const headlineSettings = { sequential, cold: sequential };
