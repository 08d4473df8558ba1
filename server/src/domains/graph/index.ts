// Graph: who follows, blocks and mutes whom.
// A block hides both from each other; a mute is silent and hides from lists only.
// Others use it through relations (Maps by id) and SQL conditions for their own queries.
export { blocked, followed, unfollowed } from './events.ts';
export { followedIds, followedOf, followersBefore, relationsFor, type Relation } from './queries.ts';
export { dropFollowsOf, importFollows, type ImportedFollow } from './import.ts';
export { followedBy, follows, notBlocked, notMuted } from './rules.ts';
export { subscriptions } from './jobs.ts';
export { routes } from './routes.ts';
