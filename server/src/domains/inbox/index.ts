// Inbox: what others did to one's things: likes and saves (gathered), comments and mentions, new followers.
// Fed by events of the domains below, each act once; told live by server-sent events.
// Those above tell it how somebody's things stand. Nothing of ours reads it but its own routes.
export { subscriptions } from './jobs.ts';
export { mountLive } from './live.ts';
export { routes } from './routes.ts';
export { tellStanding, type Standing } from './standing.ts';
