// Operations: what whoever runs the place looks at and does: counts, storage, first steps, jobs that failed, letters kept as
// files, the audit. The highest domain; it asks all others through their doors and owns no table.
// Taking the demo world away is asked for here (`demoRemovalAsked`) and done by whoever made it.
export { demoRemovalAsked } from './events.ts';
export { routes } from './routes.ts';
