import { z } from 'zod';
import { endpoint, errors } from './endpoint.ts';
import { language, page, pageQuery, time, uuid, writing } from './common.ts';
import { author } from './people.ts';

export const WORD_KINDS = [
  'slang',
  'meme',
  'holiday',
  'food',
  'exam',
  'school',
  'health',
  'work',
  'money',
  'shopping',
  'home',
  'travel',
  'people',
  'unit',
  'size',
] as const;

export const WORD_REGISTERS = ['neutral', 'casual', 'slang', 'playful', 'formal', 'rude'] as const;

const kind = z.enum(WORD_KINDS);
const register = z.enum(WORD_REGISTERS);
const side = z.enum(['zh', 'en']);

/** All that people write of a word; lengths are refused by name, so that nothing is lost that was typed. */
export const wordWords = z
  .object({
    language: side,
    kind,
    register,
    terms: z.array(writing(200)).max(40).meta({ description: 'Spellings; the first is shown' }),
    rules: writing(500).meta({ description: 'When it is meant; empty for always' }),
    meaning: writing(2000).meta({ description: 'For readers of the other language' }),
    plain: writing(2000).meta({ description: 'In plain words of its own language; may be empty' }),
    example: writing(2000),
    translation: writing(2000).meta({ description: 'Of the example' }),
    source: writing(500),
  })
  .meta({ id: 'WordWords' });

/** A word that one side knows and the other may not, in the reader's language. */
export const word = z
  .object({
    id: z.string(),
    kind,
    register,
    term: z.string(),
    language: language.meta({ description: 'Of the term and its example' }),
    explanation: z.string(),
    example: z.string(),
    translation: z.string(),
    explanationLanguage: language,
    translationLanguage: language,
    source: z.string(),
    hidden: z.boolean().meta({ description: 'This community does not explain it' }),
    ours: z.boolean().meta({ description: 'Written or changed by this community' }),
  })
  .meta({ id: 'Word' });

export const wholeWord = word
  .extend({
    terms: z.array(z.string()),
    words: wordWords,
    version: z.number().int(),
    waiting: z.number().int().meta({ description: 'Proposals that nobody has decided yet' }),
  })
  .meta({ id: 'WholeWord' });

export const wordChange = z
  .object({
    id: uuid,
    word: z.string(),
    term: z.string(),
    action: z.enum(['add', 'edit', 'revert', 'hide', 'show']),
    state: z.enum(['waiting', 'accepted', 'refused', 'withdrawn', 'reverted']),
    before: wordWords.nullable(),
    after: wordWords.nullable(),
    why: z.string(),
    by: author.nullable(),
    decidedBy: author.nullable(),
    reason: z.string(),
    votes: z.object({ for: z.number().int(), against: z.number().int() }),
    vote: z.enum(['for', 'against']).nullable().meta({ description: 'The asking person’s' }),
    own: z.boolean(),
    createdAt: time,
    decidedAt: time.nullable(),
  })
  .meta({ id: 'WordChange' });

export const rates = z
  .object({
    date: z.iso.date().meta({ description: 'The day of the rates' }),
    base: z.string(),
    source: z.string(),
    rates: z.record(z.string(), z.number()),
    shipped: z.boolean().meta({ description: 'The table that comes with the product' }),
  })
  .meta({ id: 'Rates' });

export const cultureErrors = errors({
  'word.not_found': [404, 'This word is not in the word book.', '词条不在这里。', '這裡沒有這個詞條。'],
  'word.change_not_found': [404, 'This proposal is not here.', '没有这条修改建议。', '找不到這則修改建議。'],
  'word.term': [
    422,
    'Give 1 to 12 spellings of 2 to 40 characters, in the language of the word.',
    '请写 1 到 12 种写法，每种 2 到 40 个字，用词条本来的语言。',
    '請寫 1 到 12 種寫法，每種 2 到 40 個字，用詞條本來的語言。',
  ],
  'word.exists': [
    409,
    'Another entry has one of these spellings.',
    '别的词条已有其中一种写法。',
    '其他詞條已有其中一種寫法。',
  ],
  'word.length': [
    422,
    'Meaning, example, its translation and source are all needed, with up to 300 characters each.',
    '释义、例句、例句译文和来源都要写，各不超过 300 字。',
    '釋義、例句、例句譯文和來源都要寫，各不超過 300 字。',
  ],
  'word.rules': [
    422,
    'The rules cannot be read. Leave them empty if you are not sure.',
    '规则看不懂。不确定的话，留空就好。',
    '看不懂這條規則。不確定的話，留空就好。',
  ],
  'word.example': [
    422,
    'The word must stand in its example, and be found there.',
    '例句里要用到这个词，并且能认出来。',
    '例句裡要用到這個詞，而且認得出來。',
  ],
  'word.same': [422, 'Nothing has changed.', '内容没有变化。', '內容沒有變化。'],
  'word.changed_meanwhile': [
    409,
    'The entry was changed meanwhile. Look at it again; your words are kept in the proposal.',
    '词条刚被改过，请再看一遍；你写的内容还在建议里。',
    '詞條剛被改過，請再看一遍；你寫的內容還在建議裡。',
  ],
  'word.decided': [409, 'This was decided already.', '这条已经处理过了。', '這則已經處理過了。'],
  'word.own_vote': [
    422,
    'You can’t vote on your own proposal.',
    '不能给自己的建议投票。',
    '不能替自己的建議投票。',
  ],
  'rates.invalid': [
    422,
    'These are no rates: a line each, like “CNY,6.71”, with two currencies at least.',
    '汇率读不出来：一行一种货币，如“CNY,6.71”，至少两种。',
    '讀不出匯率：一行一種貨幣，如「CNY,6.71」，至少兩種。',
  ],
  'rates.no_address': [
    409,
    'No address for rates is set. Set RATES_URL, or paste a table.',
    '还没有设置汇率地址。请设置 RATES_URL，或者直接粘贴。',
    '還沒有設定匯率位址。請設定 RATES_URL，或直接貼上。',
  ],
  'rates.unreachable': [
    503,
    'The address for rates did not answer with a table. The rates in use stay.',
    '汇率地址没有返回可用的表，现有汇率保持不变。',
    '匯率位址沒有回傳可用的表，現有匯率維持不變。',
  ],
});

const wordParams = z.object({ id: z.string().min(1).max(100) });
const changeParams = z.object({ id: uuid });

export const cultureEndpoints = [
  endpoint('GET /words', {
    access: 'anyone',
    subject: 'none',
    summary: 'The word book: slang, holidays, foods, exams and the like, explained in the reader’s language',
    query: pageQuery.extend({
      q: writing(100).optional(),
      kind: kind.optional(),
      language: side.optional(),
    }),
    output: page(word),
  }),
  endpoint('GET /words/:id', {
    access: 'anyone',
    subject: 'none',
    summary: 'One word of the word book, as it is read and as it is written',
    params: wordParams,
    output: wholeWord,
  }),
  endpoint('GET /words/:id/changes', {
    access: 'anyone',
    subject: 'none',
    summary: 'What people changed and proposed about a word, newest first',
    params: wordParams,
    query: pageQuery,
    output: page(wordChange),
  }),
  endpoint('GET /word-changes', {
    access: 'anyone',
    subject: 'none',
    summary: 'Proposals about all words that wait for a decision, newest first',
    query: pageQuery,
    output: page(wordChange),
  }),
  endpoint('POST /word-changes', {
    access: 'member',
    subject: 'none',
    summary: 'Propose other words for an entry, or a new entry; of those who keep the rules it holds at once',
    body: z.object({
      word: z.string().max(100).optional(),
      version: z.number().int().min(0).optional(),
      words: wordWords,
      why: writing(1000).optional(),
    }),
    output: wordChange,
    status: 201,
  }),
  endpoint('DELETE /word-changes/:id', {
    access: 'member',
    subject: 'none',
    summary: 'Take one’s own proposal back',
    params: changeParams,
  }),
  endpoint('PUT /word-changes/:id/vote', {
    access: 'member',
    subject: 'none',
    summary: 'Vote on a proposal; it holds when enough of those whose proposals were accepted are for it',
    params: changeParams,
    body: z.object({ vote: z.enum(['for', 'against']) }),
    output: wordChange,
  }),
  endpoint('DELETE /word-changes/:id/vote', {
    access: 'member',
    subject: 'none',
    summary: 'Take one’s vote back',
    params: changeParams,
    output: wordChange,
  }),
  endpoint('PUT /word-changes/:id/decision', {
    access: 'moderator',
    subject: 'none',
    summary: 'Accept or refuse a proposal',
    params: changeParams,
    body: z.object({ accept: z.boolean(), reason: writing(1000).optional() }),
    output: wordChange,
  }),
  endpoint('PUT /word-changes/:id/revert', {
    access: 'moderator',
    subject: 'none',
    summary: 'Bring back the words from before an accepted change; whoever made it loses standing',
    params: changeParams,
    output: wordChange,
  }),
  endpoint('PUT /words/:id/hide', {
    access: 'moderator',
    subject: 'none',
    summary: 'Explain this word no longer in this community',
    params: wordParams,
  }),
  endpoint('DELETE /words/:id/hide', {
    access: 'moderator',
    subject: 'none',
    summary: 'Explain this word again',
    params: wordParams,
  }),
  endpoint('GET /rates', {
    access: 'anyone',
    subject: 'none',
    summary: 'What money is worth, by which prices are shown in other currencies, with its day and source',
    output: rates,
  }),
  endpoint('PUT /admin/rates', {
    access: 'administrator',
    subject: 'none',
    summary: 'Put another table of rates in force: lines of currency and what one of the base buys',
    body: z.object({
      date: z.iso.date(),
      base: z.string().regex(/^[A-Z]{3}$/),
      source: writing(200),
      table: writing(20_000),
    }),
    output: rates,
  }),
  endpoint('POST /admin/rates/fetch', {
    access: 'administrator',
    subject: 'none',
    summary: 'Fetch the rates from the address that the operator set, and put them in force',
    body: z.object({}),
    output: rates,
  }),
] as const;
