import { z } from 'zod';
import { endpoint, errors } from './endpoint.ts';
import { language, page, pageQuery, uuid } from './common.ts';
import { card } from './cards.ts';

export const topic = z
  .object({
    id: uuid,
    name: z.string(),
    language: language.meta({ description: 'Of the name as this reader sees it' }),
    names: z.array(z.object({ name: z.string(), language, primary: z.boolean() })),
    notes: z.number().int(),
  })
  .meta({ id: 'Topic' });

export const topicParams = z.object({ topic: z.string().min(1).max(100) });

export const topicErrors = errors({
  'topic.not_found': [
    404,
    'Nobody has written about this yet.',
    '还没有人聊过这个话题。',
    '還沒有人聊過這個話題。',
  ],
  'topic.name_invalid': [
    422,
    'A name needs a letter, a digit or an emoji.',
    '名字里至少要有一个字、数字或表情。',
    '名稱至少要有一個字、數字或表情符號。',
  ],
});

export const topicEndpoints = [
  endpoint('GET /topics', {
    access: 'anyone',
    subject: 'none',
    summary: 'Topics whose name begins so, most used first; without q those of the week',
    query: z.object({
      q: z.string().max(100).optional(),
      limit: z.coerce.number().int().min(1).max(50).optional(),
    }),
    output: page(topic),
  }),
  endpoint('GET /topics/:topic', {
    access: 'anyone',
    subject: 'topic',
    summary: 'A topic by its id or any of its names',
    params: topicParams,
    output: topic,
  }),
  endpoint('PUT /topics/:topic/names/:name', {
    access: 'moderator',
    subject: 'topic',
    summary: 'Give a topic one more name; a topic that had it is merged into this one',
    params: topicParams.extend({ name: z.string().min(1).max(100) }),
    body: z.object({ language: language.optional(), primary: z.boolean().optional() }),
    output: topic,
  }),
] as const;

export const topicNoteEndpoints = [
  endpoint('GET /topics/:topic/notes', {
    access: 'anyone',
    subject: 'topic',
    summary: 'Notes of a topic, newest first',
    params: topicParams,
    query: pageQuery,
    output: page(card),
  }),
] as const;
