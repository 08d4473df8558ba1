// Comments: what people say under a note, on two levels, best first or newest.
// A removed comment leaves its place; a hidden one is seen by its writer and the note's author only.
// Others use it through events, and `commentsFor` to show what somebody said.
export { insertComment, removeComment, type InsertedComment } from './commands.ts';
export { commentCreated, commentRemoved, type CommentCreated } from './events.ts';
export { commentsFor, noteIdsWithOthers, countComments, requireComment } from './queries.ts';
export { commentOwner } from './original-texts.ts';
export { subscriptions } from './jobs.ts';
export { routes } from './routes.ts';
export { commentedBy } from './rules.ts';
