import { z } from 'zod';
import { endpoint, errors } from './endpoint.ts';
import { id, language, page, pageQuery, shownFacet, shownText, uuid, writing } from './common.ts';
import { author, personParams } from './people.ts';
import { card, cover } from './cards.ts';

export const board = z
  .object({
    id: uuid,
    name: z.string(),
    language: language.meta({ description: 'Of the name' }),
    about: z.string(),
    aboutFacets: z.array(shownFacet),
    aboutLanguage: language.meta({ description: 'Of the words about it' }),
    nameShown: shownText.nullable().meta({ description: 'In the reader’s language, where that is another' }),
    aboutShown: shownText.nullable(),
    visibility: z.enum(['public', 'me']),
    owner: author,
    notes: z.number().int().meta({ description: 'Those the reader may see' }),
    covers: z.array(cover).meta({ description: 'At most four' }),
    mine: z.boolean(),
    has: z
      .boolean()
      .nullable()
      .meta({ description: 'Whether the note asked about is on it; null where none was asked about' }),
  })
  .meta({ id: 'Board' });

const words = {
  name: writing(400),
  about: writing(2_000),
  visibility: z.enum(['public', 'me']),
};

const boardParams = z.object({ id: uuid });
const boardNoteParams = z.object({ id: uuid, note: id });

export const boardErrors = errors({
  'board.not_found': [404, 'This board is not here.', '专辑不存在。', '找不到這個珍藏集。'],
  'board.name_invalid': [
    422,
    'A board’s name has 1 to 40 characters.',
    '专辑名需要 1 到 40 个字。',
    '珍藏集名稱需為 1 到 40 個字。',
  ],
  'board.about_long': [
    422,
    'The words about a board are over 200 characters.',
    '专辑简介超过 200 个字。',
    '珍藏集簡介超過 200 個字。',
  ],
  'board.too_many': [409, 'There is room for 200 boards.', '最多 200 个专辑。', '最多 200 個珍藏集。'],
  'board.full': [
    409,
    'There is room for 1,000 notes on a board.',
    '一个专辑最多放 1000 篇笔记。',
    '一個珍藏集最多放 1000 篇筆記。',
  ],
  'board.place_gone': [
    409,
    'The note beside this place is not on the board any more.',
    '旁边那篇笔记已不在专辑里。',
    '旁邊那篇筆記已不在珍藏集裡。',
  ],
});

export const boardEndpoints = [
  endpoint('GET /people/:person/boards', {
    access: 'anyone',
    subject: 'person',
    summary: 'A person’s boards that one may see',
    params: personParams,
    query: pageQuery.extend({ note: id.optional() }),
    output: page(board),
  }),
  endpoint('POST /boards', {
    access: 'member',
    subject: 'none',
    summary: 'Make a board',
    body: z.object({ ...words, about: words.about.default(''), visibility: words.visibility.default('me') }),
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
    summary: 'Change the words of a board or who sees it',
    params: boardParams,
    body: z.object(words).partial(),
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
    summary:
      'Put a note on a board (and save it), at a place if one is given, taken off another board if one is named',
    params: boardNoteParams,
    body: z.object({ before: id.optional(), after: id.optional(), from: uuid.optional() }).optional(),
  }),
  endpoint('DELETE /boards/:id/notes/:note', {
    access: 'member',
    subject: 'board',
    summary: 'Take a note off a board; it stays saved',
    params: boardNoteParams,
  }),
] as const;
