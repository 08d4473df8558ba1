// Feed: what to show next. Ranks on a thread or process of its own (the feed role), through one interface with a limit of
// 200 ms and a fallback; a visit's list is a row, its cursor is signed, so any web process can go on with it.
// The top of the read path: candidates → rank() → visibleTo → cards. Nothing below knows of it.
export { feedBySocket, startFeedThread } from './engine/client.ts';
export { crontab, subscriptions, tasks } from './jobs.ts';
export { routes } from './routes.ts';
export { makeDays } from './signals/days.ts';
export { guaranteeOf, PROMISE_HOURS, weightsInForce } from './reach/in-force.ts';
export {
  arrivals,
  hadReaders,
  impressionsOf,
  readersOf,
  shownOn,
  type Arrival,
  type LogPlace,
  type Span,
} from './reach/queries.ts';
