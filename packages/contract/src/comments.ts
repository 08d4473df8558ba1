import { z } from 'zod';
import { endpoint, errors } from './endpoint.ts';
import { id, language, page, pageQuery, pairs, shownFacet, textState, time, writing } from './common.ts';
import { takenDown } from './moderation.ts';
import { author } from './people.ts';
import { noteParams } from './notes.ts';

export const comment = z
  .object({
    id,
    note: id,
    parent: id.nullable(),
    /** Whom a second-level comment answers: 回复 @X. */
    replyTo: author.nullable(),
    body: z.string(),
    facets: z.array(shownFacet),
    language,
    /** In the reader's language, also word by word where nothing better is there (`state`: gloss). */
    shown: z.object({
      body: z.string(),
      language,
      state: textState,
      facets: z.array(shownFacet).optional(),
      by: z.string().optional().meta({ description: 'What translated it' }),
      pairs: pairs.optional(),
      people: z.array(author).optional().meta({ description: 'Who made sentences of it better' }),
    }),
    author,
    byAuthor: z.boolean(),
    likedByAuthor: z.boolean(),
    pinned: z.boolean(),
    hidden: z.boolean(),
    hints: z.boolean().meta({ description: 'Its writer wants hints, not answers' }),
    removed: z.boolean(),
    likes: z.number().int(),
    liked: z.boolean(),
    replies: z.number().int(),
    createdAt: time,
    editedAt: time.nullable(),
    mine: z.boolean(),
    takenDown: takenDown.nullable().meta({ description: 'Told to its author only' }),
    editableUntil: time.nullable(),
  })
  .meta({ id: 'Comment' });

export const thread = comment.extend({ firstReplies: z.array(comment) }).meta({ id: 'Thread' });

const commentParams = z.object({ id });

export const commentErrors = errors({
  'comment.not_found': [404, 'This comment is not here.', '评论不见了。', '找不到這則留言。'],
  'comment.empty': [422, 'A comment needs some words.', '评论不能为空。', '留言不能是空的。'],
  'comment.long': [
    422,
    'A comment has up to 1,000 characters.',
    '评论最多 1000 个字。',
    '留言最多 1000 個字。',
  ],
  'comment.edit_over': [
    403,
    'A comment can be changed for 15 minutes.',
    '评论只能在 15 分钟内修改。',
    '留言只能在 15 分鐘內修改。',
  ],
  'comment.parent_gone': [
    422,
    'The comment you answer is gone. Your words are kept.',
    '你回复的评论已不在，你写的内容还在。',
    '你回覆的留言已不在，你寫的內容還在。',
  ],
});

export const commentEndpoints = [
  endpoint('GET /notes/:id/comments', {
    access: 'anyone',
    subject: 'note',
    summary: 'Comments of a note: pinned first, then best or newest, each with its first replies',
    params: noteParams,
    query: pageQuery.extend({ sort: z.enum(['best', 'newest']).optional() }),
    output: page(thread),
  }),
  endpoint('POST /notes/:id/comments', {
    access: 'member',
    subject: 'note',
    summary: 'Write a comment, or answer one',
    params: noteParams,
    body: z.object({
      body: writing(20_000),
      language: language.optional(),
      parent: id.nullish(),
    }),
    output: comment,
    status: 201,
  }),
  endpoint('GET /comments/:id/replies', {
    access: 'anyone',
    subject: 'comment',
    summary: 'Replies, oldest first',
    params: commentParams,
    query: pageQuery,
    output: page(comment),
  }),
  endpoint('PATCH /comments/:id', {
    access: 'member',
    subject: 'comment',
    summary: 'Change one’s own comment within 15 minutes',
    params: commentParams,
    body: z.object({ body: writing(20_000), language: language.optional() }),
    output: comment,
  }),
  endpoint('DELETE /comments/:id', {
    access: 'member',
    subject: 'comment',
    summary: 'Remove one’s own comment; its place stays',
    params: commentParams,
  }),
  endpoint('PUT /comments/:id/like', {
    access: 'member',
    subject: 'comment',
    summary: 'Like a comment',
    params: commentParams,
    output: z.object({ liked: z.boolean(), likes: z.number().int() }),
  }),
  endpoint('DELETE /comments/:id/like', {
    access: 'member',
    subject: 'comment',
    summary: 'Take the like back',
    params: commentParams,
    output: z.object({ liked: z.boolean(), likes: z.number().int() }),
  }),
  endpoint('PUT /comments/:id/pin', {
    access: 'member',
    subject: 'comment',
    summary: 'Pin a comment above the others (the note’s author)',
    params: commentParams,
  }),
  endpoint('DELETE /comments/:id/pin', {
    access: 'member',
    subject: 'comment',
    summary: 'Unpin',
    params: commentParams,
  }),
  endpoint('PUT /comments/:id/hints', {
    access: 'member',
    subject: 'comment',
    summary: 'Ask for hints, not answers (the comment’s author)',
    params: commentParams,
  }),
  endpoint('DELETE /comments/:id/hints', {
    access: 'member',
    subject: 'comment',
    summary: 'Answers are welcome again',
    params: commentParams,
  }),
  endpoint('PUT /comments/:id/hide', {
    access: 'member',
    subject: 'comment',
    summary: 'Hide a comment from readers (the note’s author)',
    params: commentParams,
  }),
  endpoint('DELETE /comments/:id/hide', {
    access: 'member',
    subject: 'comment',
    summary: 'Show a hidden comment again',
    params: commentParams,
  }),
] as const;
