import { event } from '../../kernel/events.ts';
import type { Id } from '../../kernel/ids.ts';

export interface NoteEvent {
  noteId: Id;
  authorId: Id;
}

export const noteCreated = event<NoteEvent>('note.created');
/** Words, pictures or audience changed. */
export const noteEdited = event<NoteEvent>('note.edited');
/** Into the author's trash. */
export const noteDeleted = event<NoteEvent>('note.deleted');
export const noteRestored = event<NoteEvent>('note.restored');
/** Gone for good, pictures included. */
export const noteErased = event<NoteEvent>('note.erased');
/** People whom a note names for the first time; never its author. */
export const mentioned = event<NoteEvent & { personIds: Id[] }>('note.mentioned');
