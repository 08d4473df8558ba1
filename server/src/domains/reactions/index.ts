// Reactions: likes and saves of anything, addressed as (kind, id); knows nothing of notes or comments.
// Giving one costs a single statement: limit, visibility (an SQL condition of the caller), row and counter together.
// Others show a reader's own marks through SQL fragments in their own queries.
export {
  forgetReactions,
  like,
  react,
  reactTogether,
  takeBack,
  unlike,
  type Reacted,
  type Reaction,
} from './commands.ts';
export { liked, saved, type ReactionMade } from './events.ts';
export { importReactions, type ImportedReaction } from './import.ts';
export { subscriptions } from './jobs.ts';
export { countReactions, likedOf, reactionPage } from './queries.ts';
export type { Subject } from './statements.ts';
export {
  LIKED,
  likedBy,
  marksAmong,
  marksOf,
  SAVED,
  savedBy,
  type ReactionKind,
  type ReactionName,
} from './rules.ts';
