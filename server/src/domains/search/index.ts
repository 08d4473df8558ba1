// Search: notes by words. Documents of our own tokens (Chinese comes segmented by us) are kept by jobs on what notes tell.
// A page is a ranked list cut by what the reader may see; people and topics come from their own doors, on the first page.
// Writers of many notes at once call `indexNotes`; the nightly backfill finds what was left out.
export { indexNotes } from './commands.ts';
export { crontab, subscriptions, tasks } from './jobs.ts';
export { notesSaying } from './queries.ts';
export { routes } from './routes.ts';
export { anyWordQuery, isSaidIn } from './rules.ts';
export { noteWords, type NoteWords } from './words.ts';
