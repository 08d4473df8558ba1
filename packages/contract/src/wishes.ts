import { z } from 'zod';
import { endpoint, errors } from './endpoint.ts';
import { id, time, writing } from './common.ts';
import { MOST_STEPS, PRESETS, SLIDER_STEPS, WISH_KINDS } from './sliders.ts';

const step = z.number().int().min(-SLIDER_STEPS).max(SLIDER_STEPS);
export const sliders = z
  .strictObject({
    freshness: step,
    quality: step,
    interests: step,
    exploring: step,
    following: step,
    variety: step,
  })
  .meta({ id: 'Sliders' });

/** Words whose notes stay away: so many, so long. */
export const MOST_WORDS = 100;
export const WORD_LENGTH = 40;
/** Topics, authors and channels of which one person asks for more or less. */
export const MOST_WISHES = 300;

const wishKind = z.enum(WISH_KINDS);
const wishKey = z.string().min(1).max(100);
const steps = z.number().int().min(-MOST_STEPS).max(MOST_STEPS);

export const wish = z
  .object({
    kind: wishKind,
    key: z.string().meta({ description: 'A topic’s or author’s id, a channel’s slug' }),
    name: z.string().meta({ description: 'As this reader calls it' }),
    handle: z.string().nullable().meta({ description: 'Of an author' }),
    value: steps.meta({ description: 'How often more (or, below zero, less) was said' }),
  })
  .meta({ id: 'Wish' });

const dial = z
  .number()
  .int()
  .min(0)
  .max(100)
  .nullable()
  .meta({ description: 'Per cent of notes in languages the reader does not read; null: the house’s own' });

const algorithmName = writing(60);

export const feedSettings = z
  .object({
    off: z.boolean().meta({ description: 'In the order of time instead of ranked' }),
    dial,
    dialDefault: z.number().int().meta({ description: 'What holds while `dial` is null' }),
    sliders,
    preset: z.enum(PRESETS).nullable(),
    name: z.string().nullable().meta({ description: 'What the reader’s own algorithm is called' }),
    words: z.array(z.string()),
    takeBackUntil: time
      .nullable()
      .meta({ description: 'Until when what was forgotten last can be brought back; null: nothing can' }),
    wishes: z.array(wish),
  })
  .meta({ id: 'FeedSettings' });

/** "My algorithm" as a file that others can try. Nothing about the person is in it. */
export const algorithm = z.strictObject({ name: algorithmName, sliders }).meta({ id: 'Algorithm' });

/** Where a note in a list came from. The log holds numbers, which are places in this list: it is appended to, never reordered. */
export const WHY_SOURCES = [
  'fresh',
  'near',
  'graph',
  'topic',
  'following',
  'nearby',
  'guarantee',
  'best',
  'channel',
  'time',
] as const;
/** What raised its score most. Kept by number as well. */
export const WHY_TERMS = [
  'freshness',
  'quality',
  'interest',
  'likeness',
  'relation',
  'engagement',
  'language',
  'follow',
] as const;

export const why = z
  .object({
    source: z.enum(WHY_SOURCES),
    because: z
      .object({ kind: z.enum(['note', ...WISH_KINDS]), id: z.string(), name: z.string() })
      .nullable()
      .meta({ description: 'What made the source find it, where that can still be seen' }),
    terms: z.array(z.enum(WHY_TERMS)).meta({ description: 'What raised it most, strongest first' }),
    guaranteed: z.boolean().meta({ description: 'A showing was owed to it' }),
    foreign: z.boolean().meta({ description: 'In a language the reader does not read' }),
    followed: z.boolean(),
    language: z.string().meta({ description: 'Of the note' }),
    asks: z
      .array(wish)
      .meta({ description: 'What of it more or less may be asked for; nothing for visitors' }),
  })
  .meta({ id: 'Why' });

export const wishErrors = errors({
  'feed.why_lost': [
    404,
    'Why this note stood here was kept for a day, and the day is over.',
    '这篇笔记出现的原因只保留一天，现在已经查不到了。',
    '這篇筆記出現的原因只保留一天，現在已經查不到了。',
  ],
  'feed.reset_over': [
    409,
    'What was forgotten can be brought back for ten minutes, and they are over.',
    '忘掉的内容十分钟内可以找回，现在已经过了时间。',
    '忘掉的內容十分鐘內可以找回，現在已經過了時間。',
  ],
  'feed.word': [
    422,
    'A word to keep away needs a letter or a digit.',
    '要屏蔽的词里至少要有一个字或数字。',
    '要隱藏的詞裡至少要有一個字或數字。',
  ],
  'feed.words_full': [
    422,
    'Up to 100 words of up to 40 characters can be kept away.',
    '最多屏蔽 100 个词，每个不超过 40 个字。',
    '最多隱藏 100 個詞，每個不超過 40 個字。',
  ],
  'feed.wishes_full': [
    422,
    'You have asked for more or less of 300 things. Take one away first.',
    '你已经对 300 样内容提过要求，请先去掉一条。',
    '你已經對 300 樣內容提過要求，請先移除一項。',
  ],
});

export const wishEndpoints = [
  endpoint('GET /feed/settings', {
    access: 'member',
    subject: 'own',
    summary: 'What one asked of one’s feed',
    output: feedSettings,
  }),
  endpoint('PATCH /feed/settings', {
    access: 'member',
    subject: 'own',
    summary: 'Ask for something else; it holds at once',
    body: z.object({
      off: z.boolean().optional(),
      dial: dial.optional(),
      sliders: sliders.optional(),
      name: algorithmName.nullable().optional(),
      words: z.array(writing(400)).max(400).optional(),
    }),
    output: feedSettings,
  }),
  endpoint('PUT /feed/wishes', {
    access: 'member',
    subject: 'own',
    summary: 'More or less of a topic, an author or a channel: one step, or a value (0 forgets it)',
    body: z.union([
      z.strictObject({ kind: wishKind, key: wishKey, say: z.enum(['more', 'less']) }),
      z.strictObject({ kind: wishKind, key: wishKey, value: steps }),
    ]),
    output: z.object({ value: steps, was: steps.meta({ description: 'For undo' }) }),
  }),
  endpoint('DELETE /feed/wishes/:kind/:key', {
    access: 'member',
    subject: 'own',
    summary: 'No longer more or less of it',
    params: z.object({ kind: wishKind, key: wishKey }),
  }),
  endpoint('POST /feed/reset', {
    access: 'member',
    subject: 'own',
    summary: 'Forget what was learnt of the reader. What they asked for in so many words stays',
  }),
  endpoint('DELETE /feed/reset', {
    access: 'member',
    subject: 'own',
    summary: 'Bring back what was forgotten in the last ten minutes',
  }),
  endpoint('GET /feed/why', {
    access: 'anyone',
    subject: 'none',
    summary: 'Why a note stood where it stood in a list of the reader’s',
    query: z.object({
      list: z.string().max(400),
      position: z.coerce.number().int().min(0).max(10_000),
      note: id,
    }),
    output: why,
  }),
  endpoint('GET /feed/algorithm', {
    access: 'member',
    subject: 'own',
    summary: 'One’s algorithm, as a file that others can try',
    output: algorithm,
  }),
  endpoint('PUT /feed/algorithm', {
    access: 'member',
    subject: 'own',
    summary: 'Use somebody’s algorithm',
    body: algorithm,
    output: feedSettings,
  }),
] as const;
