// Glossary: what words are in other languages here, or in one channel; proposed, voted on, with all that was ever said of them.
// Words that are agreed on hold for every text in which they stand: `translation` asks for them and makes it anew.
// Who has a say, and how long it takes, are the rules of `corrections`.
export { termDecided } from './events.ts';
export { crontab, subscriptions, tasks } from './jobs.ts';
export { termsNamed } from './queries.ts';
export { routes } from './routes.ts';
export { termsOf } from './terms-of.ts';
