import { api } from '@jujube/contract';
import { route } from '../../kernel/routes.ts';
import {
  changeBoard,
  createBoard,
  putOnBoard,
  removeBoard,
  saveNote,
  takeOffBoard,
  unsaveNote,
} from './commands.ts';
import { listBoardNotes, listBoards, listSaves, readBoard } from './queries.ts';
import { askBoardTranslation, readBoardTranslation } from './translation.ts';

export const routes = [
  route(api('GET /people/:person/boards'), listBoards),
  route(api('POST /boards'), createBoard),
  route(api('GET /boards/:id'), readBoard),
  route(api('PATCH /boards/:id'), changeBoard),
  route(api('DELETE /boards/:id'), removeBoard),
  route(api('GET /boards/:id/translation'), readBoardTranslation),
  route(api('PUT /boards/:id/translation'), askBoardTranslation),
  route(api('GET /boards/:id/notes'), listBoardNotes),
  route(api('PUT /boards/:id/notes/:note'), putOnBoard),
  route(api('DELETE /boards/:id/notes/:note'), takeOffBoard),
  route(api('PUT /notes/:id/save'), saveNote),
  route(api('GET /me/saves'), listSaves),
  route(api('DELETE /notes/:id/save'), unsaveNote),
];
