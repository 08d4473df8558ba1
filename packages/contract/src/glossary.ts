import { z } from 'zod';
import { endpoint, errors } from './endpoint.ts';
import { id, language, page, pageQuery, writing } from './common.ts';
import { suggestedFields, verdictBody, voteBody } from './corrections.ts';

export const TERM_STATES = [
  'open',
  'held',
  'accepted',
  'replaced',
  'refused',
  'reverted',
  'withdrawn',
] as const;

/** What a word is in another language here. */
export const term = z
  .object({
    id,
    channel: z.string().nullable().meta({ description: 'Null: it holds everywhere' }),
    fromLanguage: language,
    language,
    term: z.string(),
    translation: z.string().nullable().meta({ description: 'Null: the word stays as it is' }),
    note: z.string(),
    example: z.string(),
    state: z.enum(TERM_STATES),
    ...suggestedFields,
  })
  .meta({ id: 'Term' });

const termParams = z.object({ id });

export const glossaryErrors = errors({
  'term.not_found': [
    404,
    'This word is not in the glossary.',
    '词汇表里没有这个词。',
    '詞彙表裡沒有這個詞。',
  ],
  'term.empty': [422, 'Write the word.', '写下这个词。', '寫下這個詞。'],
  'term.long': [
    422,
    'A word has up to 60 characters, a note or an example up to 300.',
    '词最多 60 个字，说明和例句最多 300 个字。',
    '詞最多 60 個字，說明和例句最多 300 個字。',
  ],
  'term.languages_same': [422, 'These are the same language.', '两种语言是一样的。', '兩種語言是一樣的。'],
  'term.known': [409, 'It says so already.', '词汇表里已经这样写了。', '詞彙表裡已經這樣寫了。'],
});

export const glossaryEndpoints = [
  endpoint('GET /glossary', {
    access: 'anyone',
    subject: 'none',
    summary: 'Words that this community agreed on, or that are proposed; or all that was ever said of one',
    query: pageQuery.extend({
      state: z.enum(['accepted', 'open']).optional(),
      channel: z.string().max(40).optional(),
      term: writing(200)
        .optional()
        .meta({ description: 'All that was proposed for this word, the newest first' }),
    }),
    output: page(term),
  }),
  endpoint('POST /glossary', {
    access: 'member',
    subject: 'none',
    summary: 'Propose what a word is in another language, or that it stays as it is',
    body: z.object({
      term: writing(400),
      fromLanguage: language,
      language,
      translation: writing(400).nullable(),
      channel: z.string().max(40).nullish(),
      note: writing(2_000).default(''),
      example: writing(2_000).default(''),
    }),
    output: term,
    status: 201,
  }),
  endpoint('PUT /glossary/:id/vote', {
    access: 'member',
    subject: 'none',
    summary: 'Say that a word is right so, or not',
    params: termParams,
    body: voteBody,
    output: term,
  }),
  endpoint('DELETE /glossary/:id/vote', {
    access: 'member',
    subject: 'none',
    summary: 'Take the vote back',
    params: termParams,
    output: term,
  }),
  endpoint('PATCH /glossary/:id', {
    access: 'member',
    subject: 'none',
    summary: 'Accept, refuse or revert (those who keep the rules), or withdraw one’s own',
    params: termParams,
    body: verdictBody,
    output: term,
  }),
] as const;
