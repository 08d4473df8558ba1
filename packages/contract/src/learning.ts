import { z } from 'zod';
import { cover } from './cards.ts';
import { id, language, page, pageQuery, time, uuid, writing } from './common.ts';
import { endpoint, errors } from './endpoint.ts';

/** A text as it is taken apart for learning, at most so long. */
const LONGEST_TEXT = 6_000;
/** Texts whose pinyin is asked for at once. */
const MOST_TEXTS = 200;

/** A zone of the IANA database: days are those of the person. */
const timeZone = z.string().max(60);

export const textWord = z
  .object({
    text: z.string(),
    start: z.number().int().meta({ description: 'Code points' }),
    end: z.number().int(),
    word: z.boolean().meta({ description: 'Whether it can be looked up' }),
    language: language.nullable(),
    reading: z.string().nullable().meta({ description: 'Pinyin, or IPA as American English has it' }),
    sense: z.string().meta({ description: 'What it says here; empty where no dictionary has it' }),
    meanings: z.array(z.string()),
    mine: uuid.nullable().meta({ description: 'Among one’s own words' }),
  })
  .meta({ id: 'TextWord' });

export const ownWord = z
  .object({
    id: uuid,
    word: z.string(),
    language,
    reading: z.string(),
    meaning: z.string(),
    sentence: z.string(),
    sentenceLanguage: language,
    known: z.boolean().meta({ description: 'The person says that they know it: it is not reviewed' }),
    addedAt: time,
    due: time,
    reviews: z.number().int(),
    note: id.nullable().meta({ description: 'Where it came from, while one may see it' }),
    cover: cover.nullable().meta({ description: 'The picture it came with, while one may see it' }),
  })
  .meta({ id: 'OwnWord' });

/** What one remembers: not at all, hardly, well, at once. */
export const RATINGS = [1, 2, 3, 4] as const;

export const review = z
  .object({
    day: z.iso.date().meta({ description: 'Today, where the person is' }),
    done: z.number().int().meta({ description: 'Words reviewed today' }),
    goal: z.number().int(),
    waiting: z.number().int().meta({ description: 'All that are due' }),
    next: time.nullable().meta({ description: 'When the next one is due, if none is' }),
    items: z.array(
      ownWord.extend({
        days: z
          .array(z.number().int())
          .meta({ description: 'After how many days it comes again, for each answer' }),
      }),
    ),
  })
  .meta({ id: 'Review' });

const wordParams = z.object({ id: uuid });

export const learningErrors = errors({
  'learning.not_found': [
    404,
    'This word is not in your list.',
    '你的生词本里没有这个词。',
    '你的單字本裡沒有這個詞。',
  ],
  'learning.no_word': [422, 'There is no word to keep.', '这里没有可以收的词。', '這裡沒有可以收的詞。'],
  'learning.full': [
    409,
    'There is room for 5,000 words.',
    '生词本最多放 5000 个词。',
    '單字本最多放 5000 個詞。',
  ],
  'learning.reviewed': [
    409,
    'You have answered this word elsewhere already; that answer counts.',
    '这个词你在别处已经答过了，以那次为准。',
    '這個詞你在別處已經答過了，以那次為準。',
  ],
});

export const learningEndpoints = [
  endpoint('POST /learning/texts', {
    access: 'member',
    subject: 'own',
    summary: 'A text in words, each with how it is read and what it says here',
    body: z.object({ text: writing(LONGEST_TEXT), language: language.optional() }),
    output: z.object({ items: z.array(textWord) }),
  }),
  endpoint('POST /learning/pinyin', {
    access: 'member',
    subject: 'own',
    summary:
      'Pinyin for each code point of texts, by what the person wants above Chinese; empty where nothing stands',
    body: z.object({ texts: z.array(writing(LONGEST_TEXT)).max(MOST_TEXTS) }),
    output: z.object({ items: z.array(z.array(z.string())) }),
  }),
  endpoint('GET /learning/words', {
    access: 'member',
    subject: 'own',
    summary: 'One’s own words, the last added first',
    query: pageQuery.extend({ q: z.string().max(100).optional() }),
    output: page(ownWord),
  }),
  endpoint('POST /learning/words', {
    access: 'member',
    subject: 'own',
    summary: 'Keep a word with the sentence it stands in; again, it gets the newer sentence',
    body: z.object({
      word: writing(200),
      language,
      sentence: writing(2_000).default(''),
      sentenceLanguage: language.optional(),
      note: id.optional(),
      comment: id.optional(),
    }),
    output: ownWord,
    status: 201,
  }),
  endpoint('PATCH /learning/words/:id', {
    access: 'member',
    subject: 'own',
    summary: 'Change what one wrote down of a word, or say that one knows it',
    params: wordParams,
    body: z.object({
      reading: writing(400).optional(),
      meaning: writing(2_000).optional(),
      known: z.boolean().optional(),
    }),
    output: ownWord,
  }),
  endpoint('DELETE /learning/words/:id', {
    access: 'member',
    subject: 'own',
    summary: 'Take a word off one’s list; it can be brought back for a month',
    params: wordParams,
  }),
  endpoint('PUT /learning/words/:id', {
    access: 'member',
    subject: 'own',
    summary: 'Bring back a word that was taken off, with what was remembered of it',
    params: wordParams,
    output: ownWord,
  }),
  endpoint('GET /learning/review', {
    access: 'member',
    subject: 'own',
    summary: 'What is to be reviewed today; with `more`, beyond five a day',
    query: z.object({ timeZone: timeZone.optional(), more: z.stringbool().optional() }),
    output: review,
  }),
  endpoint('POST /learning/words/:id/reviews', {
    access: 'member',
    subject: 'own',
    summary: 'Say how well one remembered a word; refused where another tab was first',
    params: wordParams,
    body: z.object({
      rating: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
      reviews: z
        .number()
        .int()
        .min(0)
        .meta({ description: 'How often it had been reviewed when it was shown' }),
      timeZone: timeZone.optional(),
    }),
    output: ownWord,
    status: 201,
  }),
] as const;
