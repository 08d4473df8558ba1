import { api } from '@jujube/contract';
import { route } from '../../kernel/routes.ts';
import {
  allowAnswers,
  askForHints,
  editComment,
  hideComment,
  likeComment,
  pinComment,
  removeComment,
  unhideComment,
  unlikeComment,
  unpinComment,
  writeComment,
} from './commands.ts';
import { listReplies, listThreads } from './queries.ts';
import { askCommentTranslation, readCommentTranslation } from './translation.ts';

export const routes = [
  route(api('GET /notes/:id/comments'), listThreads),
  route(api('POST /notes/:id/comments'), writeComment),
  route(api('GET /comments/:id/replies'), listReplies),
  route(api('PATCH /comments/:id'), editComment),
  route(api('DELETE /comments/:id'), removeComment),
  route(api('PUT /comments/:id/like'), likeComment),
  route(api('DELETE /comments/:id/like'), unlikeComment),
  route(api('GET /comments/:id/translation'), readCommentTranslation),
  route(api('PUT /comments/:id/translation'), askCommentTranslation),
  route(api('PUT /comments/:id/pin'), pinComment),
  route(api('DELETE /comments/:id/pin'), unpinComment),
  route(api('PUT /comments/:id/hints'), askForHints),
  route(api('DELETE /comments/:id/hints'), allowAnswers),
  route(api('PUT /comments/:id/hide'), hideComment),
  route(api('DELETE /comments/:id/hide'), unhideComment),
];
