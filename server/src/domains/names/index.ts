// Names: whoever has no name in the other script asks for one, people propose, and one is taken, with thanks to who gave it.
// Never a condition of anything: who asks for none, or takes none, is shown as they are.
// Knows people and who may see whom; how characters are read and written a process of its own looks up.
export { nameAccepted, nameProposed } from './events.ts';
export { subscriptions } from './jobs.ts';
export { namesGiven, requireProposal, type NameGift } from './queries.ts';
export { routes } from './routes.ts';
