/**
 * The ranking of a feed as a pure library: no database, clock, network or randomness of its own. The same input gives the
 * same list, in whatever order the candidates come, and every score says what it is made of.
 */
export { rank } from './rank.ts';
export { defaultWeights } from './weights.ts';
export type { Candidate, Interest, Key, Ranked, RankInput, Reason, Viewer, Weights } from './types.ts';
export { ItemGraph } from './item-graph.ts';
export {
  graphDefaults,
  type Act,
  type GraphSettings,
  type Trail,
  type WalkOptions,
} from './graph-settings.ts';
export type { Precision, Row } from './rows.ts';
export { highest, Scores } from './scores.ts';
export { Numbers } from './numbers.ts';
export { Relation, relationDefaults, type RelationSettings } from './relation.ts';
export { Tastes, tastesDefaults, type Asked, type TastesSettings } from './tastes.ts';
export { spectralVectors, type SpectralOptions, type Vectors } from './spectral.ts';
export {
  hashOf,
  termsOf,
  termWeights,
  type Content,
  type Segmenter,
  type TermWeights,
  type Terms,
} from './content.ts';
export { ContentIndex, contentIndexDefaults, type ContentIndexSettings } from './content-index.ts';
export { Follow, followDefaults, type FollowSettings, type Known, type Scales } from './follow.ts';
export { Kin, type KinOptions } from './kin.ts';
export { ContentEmbedding, embeddingDefaults, type EmbeddingSettings } from './embedding.ts';
export { directions, learn, learnAll, likeness, newProfile, type Profile, type Signal } from './interests.ts';
export { gather, sourceShares, type Found, type Gathered, type Source } from './sources.ts';
export { HEADS, Heads, headsDefaults, type Head, type HeadsSettings, type Outcome } from './heads.ts';
export { blankFeatures, featuresOf, type Features, type Shape } from './features.ts';
export { Quality, qualityDefaults, type Belief, type QualitySettings, type Shown } from './quality.ts';
export {
  admissionOf,
  Guarantee,
  guaranteeDefaults,
  type Admission,
  type Choice,
  type Entry,
  type GuaranteeSettings,
  type Missed,
  type Published,
  type Recent,
  type Standing,
} from './guarantee.ts';
export { diversify, type DiversityInput, type DiversityOptions } from './diversity.ts';
export { Profiles } from './profiles.ts';
export { Rings, type Account } from './rings.ts';
export { Lists, type ListsOptions } from './lists.ts';
export { Reader, Writer } from './bytes.ts';
export { seeded } from './random.ts';
