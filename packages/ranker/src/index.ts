/**
 * The ranking of a feed as a pure function: no database, clock, network or randomness of its own.
 * The same input gives the same list, in whatever order the candidates come, and every score says what it is made of.
 */
export { rank } from './rank.ts';
export { defaultWeights } from './weights.ts';
export type { Candidate, Interest, Ranked, RankInput, Reason, Viewer, Weights } from './types.ts';
