// Verdicts: what those who keep the rules decided about things, and what a viewer may see.
// `visibleTo` is the only answer to "may they see this?": every list, read, picture, count and export uses it.
// Knows nothing of notes or comments: they hand in references to their rows.
export { liftVerdict, passVerdict, type Verdict } from './commands.ts';
export { rulesOf, verdictOwner } from './original-texts.ts';
export { removalOf, takenDownBefore } from './queries.ts';
export {
  PICTURES_KEPT_DAYS,
  judged,
  ownRemoval,
  takenDownOf,
  visibleTo,
  type StoredRemoval,
  type Subject,
} from './rules.ts';
