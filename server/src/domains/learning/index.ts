// Learning: words that somebody keeps from what they read, and their review by spaced repetition; pinyin above Chinese.
// A notebook is seen by its owner alone. It keeps the sentence of a note that is gone, but neither its picture nor its author.
// Knows notes and comments as where a sentence came from; dictionaries are read by a process of their own.
export { subscriptions } from './jobs.ts';
export { routes } from './routes.ts';
