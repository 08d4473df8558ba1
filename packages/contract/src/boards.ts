import { z } from 'zod';
import { endpoint, errors } from './endpoint.ts';
import { id, page, pageQuery, uuid } from './common.ts';
import { author, personParams } from './people.ts';
import { card, cover } from './cards.ts';

export const board = z
  .object({
    id: uuid,
    name: z.string(),
    visibility: z.enum(['public', 'me']),
    owner: author,
    notes: z.number().int(),
    covers: z.array(cover),
    mine: z.boolean(),
  })
  .meta({ id: 'Board' });

const boardParams = z.object({ id: uuid });
const boardNoteParams = z.object({ id: uuid, note: id });

export const boardErrors = errors({
  'board.not_found': [404, 'This board is not here.', '专辑不存在。', '找不到這個珍藏集。'],
  'board.name_invalid': [422, 'A board’s name has 1 to 40 characters.', '专辑名需要 1 到 40 个字。', '珍藏集名稱需為 1 到 40 個字。'],
  'board.too_many': [409, 'There is room for 200 boards.', '最多 200 个专辑。', '最多 200 個珍藏集。'],
});

export const boardEndpoints = [
  endpoint('GET /people/:person/boards', {
    access: 'anyone',
    subject: 'person',
    summary: 'A person’s boards that one may see',
    params: personParams,
    output: page(board),
  }),
  endpoint('POST /boards', {
    access: 'member',
    subject: 'none',
    summary: 'Make a board',
    body: z.object({ name: z.string().max(400), visibility: z.enum(['public', 'me']).default('me') }),
    output: board,
    status: 201,
  }),
  endpoint('GET /boards/:id', {
    access: 'anyone',
    subject: 'board',
    summary: 'A board',
    params: boardParams,
    output: board,
  }),
  endpoint('PATCH /boards/:id', {
    access: 'member',
    subject: 'board',
    summary: 'Rename a board or change who sees it',
    params: boardParams,
    body: z.object({ name: z.string().max(400).optional(), visibility: z.enum(['public', 'me']).optional() }),
    output: board,
  }),
  endpoint('DELETE /boards/:id', {
    access: 'member',
    subject: 'board',
    summary: 'Remove a board; its notes stay saved',
    params: boardParams,
  }),
  endpoint('GET /boards/:id/notes', {
    access: 'anyone',
    subject: 'board',
    summary: 'Notes on a board in its order',
    params: boardParams,
    query: pageQuery,
    output: page(card),
  }),
  endpoint('PUT /boards/:id/notes/:note', {
    access: 'member',
    subject: 'board',
    summary: 'Put a note on a board (and save it), at a place if one is given',
    params: boardNoteParams,
    body: z.object({ before: id.optional(), from: uuid.optional() }).optional(),
  }),
  endpoint('DELETE /boards/:id/notes/:note', {
    access: 'member',
    subject: 'board',
    summary: 'Take a note off a board; it stays saved',
    params: boardNoteParams,
  }),
] as const;
