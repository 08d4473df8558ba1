import type { Weights } from '../index.ts';
import { plan } from './world/constants.ts';

/** What the product hands to the ranker, and may be tuned. Weights that are not named are the ranker's own. */
export interface OursSettings {
  weights: Partial<Weights>;
  /** Candidates of one ranking, and their sources' shares. */
  candidates: number;
  shares: Readonly<Record<'near' | 'graph' | 'fresh' | 'topic' | 'best' | 'following', number>>;
  /** Numbers in a vector. */
  size: number;
  headsStep: number;
  optimism: number;
  strength: number;
  trail: number;
}

export const oursDefaults: Readonly<OursSettings> = Object.freeze({
  weights: Object.freeze({ diversityTop: plan.mostCards, diversityPool: 120 }),
  candidates: 200,
  shares: Object.freeze({ near: 0.3, graph: 0.25, fresh: 0.15, topic: 0.15, best: 0.1, following: 0.05 }),
  size: 24,
  headsStep: 0.1,
  optimism: 0.5,
  strength: 20,
  trail: 20,
});
