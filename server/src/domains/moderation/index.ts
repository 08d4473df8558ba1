// Moderation: what people report, what those who keep the rules decide about it, and who is a member on which terms.
// A decision is a verdict (visibleTo obeys it) and a line in the audit; it can be taken back. Suspending is for administrators.
// The highest domain that knows notes, comments and people at once; nothing reads it but its own routes and the overview.
export { subscriptions } from './jobs.ts';
export { countOpenReports } from './queries.ts';
export { routes } from './routes.ts';
