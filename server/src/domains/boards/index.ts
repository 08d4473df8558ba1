// Boards: saving notes, and what one saved put together under a name, in an order of one's own; for everybody or for oneself.
// Whatever is on a board is saved, so taking a save back takes it off all of one's boards.
// Knows notes as cards and as a condition in SQL; nobody counts or sees on a board what they could not see elsewhere.
export { insertBoard, type InsertedBoard } from './commands.ts';
export { subscriptions } from './jobs.ts';
export { readBoard } from './queries.ts';
export { routes } from './routes.ts';
export { boardOwner } from './original-texts.ts';
