import type { Weights } from './types.ts';

/**
 * What a community starts with. Chosen, not learnt: behaviour will say better once there is some.
 */
export const defaultWeights: Readonly<Weights> = Object.freeze({
  freshnessHalfLife: 36,
  freshnessFloor: 0.02,
  like: 1,
  save: 2,
  comment: 2,
  open: 0.2,
  priorRate: 0.1,
  priorImpressions: 50,
  guessedImpressions: 200,
  guessedHalfTime: 24,
  qualityPower: 0.7,
  qualityCeiling: 20,
  interestGain: 3,
  dislikeFactor: 0.1,
  foreignFactor: 0.35,
  unknownLanguageFactor: 0.8,
  otherScriptFactor: 0.85,
  languageStep: 0.05,
  followFactor: 1.2,
  authorMax: 2,
  authorWindow: 20,
  authorOverflow: 'drop',
  foreignEvery: 10,
  likenessGain: 3,
  relationGain: 2.5,
  heads: Object.freeze({ open: 1, dwell: 2, save: 6, comment: 4, share: 6, follow: 8, hide: -12 }),
  headsPower: 0.7,
  diversity: 0.5,
  diversityWindow: 10,
  diversityPool: 240,
  diversityTop: 100,
  guaranteeEvery: 8,
});
