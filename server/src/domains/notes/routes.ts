import { api } from '@jujube/contract';
import { route } from '../../kernel/routes.ts';
import { listDrafts, removeDraft, saveDraft } from './commands/drafts.ts';
import { editNote } from './commands/edit.ts';
import { likeNote, unlikeNote } from './commands/like.ts';
import { createNote } from './commands/publish.ts';
import { removeNote, restoreNote } from './commands/remove.ts';
import { askNoteTranslation, readNoteTranslation } from './commands/translation.ts';
import { listLikes, listNotesOf, listTrash } from './queries/lists.ts';
import { readNote } from './queries/note.ts';

export const routes = [
  route(api('POST /notes'), createNote),
  route(api('GET /notes/:id'), readNote),
  route(api('PATCH /notes/:id'), editNote),
  route(api('DELETE /notes/:id'), removeNote),
  route(api('GET /notes/:id/translation'), readNoteTranslation),
  route(api('PUT /notes/:id/translation'), askNoteTranslation),
  route(api('PUT /notes/:id/like'), likeNote),
  route(api('DELETE /notes/:id/like'), unlikeNote),
  route(api('GET /people/:person/notes'), listNotesOf),
  route(api('GET /me/likes'), listLikes),
  route(api('GET /me/trash'), listTrash),
  route(api('DELETE /me/trash/:id'), restoreNote),
  route(api('GET /drafts'), listDrafts),
  route(api('PUT /drafts/:id'), saveDraft),
  route(api('DELETE /drafts/:id'), removeDraft),
];
