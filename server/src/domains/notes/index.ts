// Notes: words and pictures that somebody publishes, as photo notes or text cards, in one language or several by their author.
// Every query goes through `seenBy` (visibleTo, not in the trash); lists also leave out people one has muted.
// Others show notes as cards by id, ask whether a viewer may see one, and hear of changes through events.
export { cardsJson, type CardView } from './card-cache.ts';
export { cardsFor, cardViews, chosenCards } from './cards.ts';
export { createNote, publishNoteAt, type NewNote } from './commands/publish.ts';
export {
  mentioned,
  noteCreated,
  noteDeleted,
  noteEdited,
  noteErased,
  noteRestored,
  type NoteEvent,
} from './events.ts';
export { crontab, subscriptions, tasks } from './jobs.ts';
export { eraseNotes } from './commands/remove.ts';
export { countNotes, noteIdsAbout, noteIdsAfter, noteIdsBy } from './numbers.ts';
export {
  maySeeNote,
  openNotes,
  requireVisibleNote,
  visibleNotes,
  type VisibleNote,
} from './queries/access.ts';
export { listNotesAbout, notePage, reactedPage, type CardPage } from './queries/lists.ts';
export { readNote } from './queries/note.ts';
export { noteOwner } from './queries/original-texts.ts';
export {
  bestOfDay,
  countPublicSince,
  rankingRows,
  rankingRowsBefore,
  rankingRowsOf,
  type RankingRow,
} from './queries/ranking.ts';
export { listRelated } from './queries/related.ts';
export { textsOf, type NoteTexts } from './queries/texts.ts';
export { routes } from './routes.ts';
export { authorFollowedBy, markedNoteSubject, noteSeen, noteSubject } from './rules.ts';
export { countTopics } from './topic-counts.ts';
export { facetsFor, type Facet } from './words.ts';
