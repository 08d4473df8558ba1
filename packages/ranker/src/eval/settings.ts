import { termWeights } from '../content.ts';
import { followDefaults } from '../follow.ts';
import { graphDefaults, type GraphSettings } from '../graph-settings.ts';
import { relationDefaults, type RelationSettings } from '../relation.ts';
import { tastesDefaults, type TastesSettings } from '../tastes.ts';
import type { SequentialSettings } from './sequential.ts';

export interface WarmSettings extends TastesSettings {
  graph: Partial<GraphSettings>;
  relation: Partial<RelationSettings>;
}

/** What the product runs with: every figure that it is served by is measured with exactly this. */
export const product: WarmSettings = {
  graph: graphDefaults,
  relation: relationDefaults,
  ...tastesDefaults,
};

/** With more memory and more readers asked: what the headline is measured with. */
export const headline: WarmSettings = {
  ...product,
  graph: { ...graphDefaults, readerActs: 2048, noteReaders: 4096, crowd: 1000 },
  precision: 32,
};

const sequential: SequentialSettings = {
  graph: {
    ...headline.graph,
    readerPower: 0.3,
    sourcePower: 0.4,
    targetPower: 0.1,
    focus: 0,
    halfLife: 4,
    backward: 0.15,
    neighbours: 16,
  },
  follow: { ...followDefaults, text: 1.6 },
  terms: termWeights,
  rarity: 1,
  notesPerTerm: 4096,
  learnt: true,
};

/** Notes taken out of histories stood anywhere in them, so that the latest acts say no more than the others. */
const cold: SequentialSettings = {
  ...sequential,
  graph: { ...sequential.graph, targetPower: 0.4, halfLife: Infinity, backward: 1 },
  follow: { ...followDefaults, recency: 8, textRecency: 32 },
};

/** Found on validation sets; the searches are written down in `docs/ranker.md`. */
export const headlineSettings = { sequential, cold };
