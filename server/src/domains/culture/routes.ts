import { api } from '@jujube/contract';
import { route } from '../../kernel/routes.ts';
import {
  decideChange,
  hideWord,
  proposeWord,
  revertChange,
  showWord,
  takeVoteBack,
  voteOnChange,
  withdrawChange,
} from './commands.ts';
import { listChangesOf, listWaiting, listWords, readWord } from './queries.ts';
import { fetchRates, putRates, readRates } from './rates.ts';

export const routes = [
  route(api('GET /words'), listWords),
  route(api('GET /words/:id'), readWord),
  route(api('GET /words/:id/changes'), listChangesOf),
  route(api('GET /word-changes'), listWaiting),
  route(api('POST /word-changes'), proposeWord),
  route(api('DELETE /word-changes/:id'), withdrawChange),
  route(api('PUT /word-changes/:id/vote'), voteOnChange),
  route(api('DELETE /word-changes/:id/vote'), takeVoteBack),
  route(api('PUT /word-changes/:id/decision'), decideChange),
  route(api('PUT /word-changes/:id/revert'), revertChange),
  route(api('PUT /words/:id/hide'), hideWord),
  route(api('DELETE /words/:id/hide'), showWord),
  route(api('GET /rates'), readRates),
  route(api('PUT /admin/rates'), putRates),
  route(api('POST /admin/rates/fetch'), fetchRates),
];
