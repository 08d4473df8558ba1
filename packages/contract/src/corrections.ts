import { z } from 'zod';
import { endpoint, errors } from './endpoint.ts';
import { id, language, page, pageQuery, textState, time, writing } from './common.ts';
import { author, personParams } from './people.ts';

/** What has texts that can be read in other languages. */
export const TEXT_KINDS = ['note', 'comment', 'board', 'person', 'picture', 'community'] as const;

export const CORRECTION_STATES = [
  'open',
  'held',
  'accepted',
  'replaced',
  'refused',
  'reverted',
  'withdrawn',
  'gone',
] as const;

/** What readers see of anything that people suggest and vote on, beside what it says. */
export const suggestedFields = {
  by: author.nullable().meta({ description: 'Null for who is not here any more, or not for this reader' }),
  at: time,
  acceptedAt: time.nullable(),
  endedAt: time.nullable(),
  votesFor: z.number().int(),
  votesAgainst: z.number().int(),
  vote: z.enum(['for', 'against']).nullable().meta({ description: 'The asker’s own' }),
  decidedFrom: time.meta({ description: 'From when on votes can bring it into force' }),
  mine: z.boolean(),
  may: z.object({ vote: z.boolean(), decide: z.boolean(), withdraw: z.boolean() }),
};
export const voteBody = z.object({ vote: z.enum(['for', 'against']) });
export const verdictBody = z.object({ state: z.enum(['accepted', 'refused', 'reverted', 'withdrawn']) });

const textName = { kind: z.enum(TEXT_KINDS), text: z.string().max(40) };

export const correction = z
  .object({
    id,
    ...textName,
    field: z.string(),
    fromLanguage: language,
    language,
    sentence: z.string().meta({ description: 'Names the sentence of the original' }),
    source: z.string(),
    instead: z.string().meta({ description: 'What stood there when it was given' }),
    words: z.string(),
    state: z.enum(CORRECTION_STATES),
    ...suggestedFields,
    byWord: z.boolean().meta({ description: 'Its author or those who keep the rules decided, not votes' }),
    asked: z.boolean().meta({ description: 'Whether the asker’s vote helps to bring it into force' }),
  })
  .meta({ id: 'Correction' });

export const versionSentence = z.object({
  sentence: z.string(),
  source: z.string(),
  words: z.string(),
  state: z.string().meta({ description: 'A state of texts; `kept` and `missing`: in the original’s words' }),
  by: author.nullable(),
});

/** A text and what it is in one language, sentence by sentence, with what people suggest and what became of it. */
export const textVersions = z
  .object({
    ...textName,
    fromLanguage: language,
    language: language.nullable().meta({ description: 'Null where there is no version in another language' }),
    languages: z.array(language),
    mine: z.boolean(),
    fields: z.array(
      z.object({
        field: z.string(),
        state: textState,
        engine: z.string(),
        locked: z.boolean(),
        sentences: z.array(versionSentence),
      }),
    ),
    corrections: z
      .array(correction)
      .meta({ description: 'Those that wait and those that were, newest first' }),
    why: z
      .enum(['sign_in', 'languages', 'locked', 'author', 'standing'])
      .nullable()
      .meta({ description: 'Why this reader cannot suggest anything; null where they can' }),
  })
  .meta({ id: 'TextVersions' });

const textParams = z.object(textName);
const correctionParams = z.object({ id });

export const correctionErrors = errors({
  'text.not_found': [404, 'This text is not here.', '这段文字不见了。', '找不到這段文字。'],
  'correction.not_found': [
    404,
    'This suggestion is not here.',
    '这条译文建议不见了。',
    '找不到這則譯文建議。',
  ],
  'correction.languages': [
    403,
    'Only people who read both languages can do this. Say in your settings which ones you read.',
    '读得懂两种语言的人才能改译文。可以在设置里加上你读得懂的语言。',
    '讀得懂兩種語言的人才能改譯文。可以在設定裡加上你讀得懂的語言。',
  ],
  'correction.gone': [
    409,
    'The original has changed since. Your words are kept: look again at what it says now.',
    '原文已经改了。你写的还在，请再看看现在的原文。',
    '原文已經改了。你寫的還在，請再看看現在的原文。',
  ],
  'correction.moved': [
    409,
    'Somebody improved this sentence in the meantime. Your words are kept: compare them with what is there now.',
    '刚刚有人改过这一句。你写的还在，请和现在的译文对照一下。',
    '剛剛有人改過這一句。你寫的還在，請和現在的譯文對照一下。',
  ],
  'correction.locked': [
    409,
    'The author wants this translation to stay as it is.',
    '作者希望保留现在的译文。',
    '作者希望保留現在的譯文。',
  ],
  'correction.author': [
    409,
    'The author wrote this version. Only the author can change it.',
    '这是作者自己写的版本，只有作者能改。',
    '這是作者自己寫的版本，只有作者能改。',
  ],
  'correction.same': [422, 'This is what stands there already.', '和现在的译文一样。', '和現在的譯文一樣。'],
  'correction.empty': [
    422,
    'Write how the sentence should read.',
    '写下这一句该怎么译。',
    '寫下這一句該怎麼譯。',
  ],
  'correction.long': [
    422,
    'That is much longer than the sentence itself.',
    '比原句长太多了。',
    '比原句長太多了。',
  ],
  'correction.many': [
    409,
    'Several suggestions of yours still wait. Once some are decided you can make more.',
    '你有好几条建议还在等结果，等有结果了再提新的。',
    '你有好幾則建議還在等結果，等有結果了再提新的。',
  ],
  'correction.objections': [
    409,
    'Objections of yours still wait to be settled. One after the other.',
    '你的反对意见还在处理，先等一等。',
    '你的反對意見還在處理，先等一等。',
  ],
  'correction.over': [409, 'This has been decided already.', '这条已经有结果了。', '這則已經有結果了。'],
  'correction.own': [422, 'That’s your own.', '这是你自己提的。', '這是你自己提的。'],
});

export const correctionEndpoints = [
  endpoint('GET /texts/:kind/:text', {
    access: 'anyone',
    subject: 'none',
    summary:
      'A text beside what it is in another language, sentence by sentence, with suggestions and history',
    params: textParams,
    query: z.object({ language: language.optional() }),
    output: textVersions,
  }),
  endpoint('POST /texts/:kind/:text/corrections', {
    access: 'member',
    subject: 'none',
    summary: 'Suggest a better sentence; one’s own texts are mended at once',
    params: textParams,
    body: z.object({
      field: z.string().max(20),
      language,
      sentence: z.string().max(40),
      instead: writing(60_000).meta({ description: 'What stands there now, as it was shown' }),
      words: writing(20_000),
    }),
    output: correction,
    status: 201,
  }),
  endpoint('PUT /texts/:kind/:text/lock', {
    access: 'member',
    subject: 'none',
    summary: 'Keep the versions of one’s own text in a language as they are, or let them be improved again',
    params: textParams,
    body: z.object({ language, locked: z.boolean() }),
  }),
  endpoint('GET /corrections', {
    access: 'member',
    subject: 'none',
    summary: 'Suggestions that one is asked about, those with the fewest votes first',
    query: pageQuery,
    output: page(correction),
  }),
  endpoint('GET /corrections/:id', {
    access: 'anyone',
    subject: 'none',
    summary: 'A suggestion',
    params: correctionParams,
    output: correction,
  }),
  endpoint('PUT /corrections/:id/vote', {
    access: 'member',
    subject: 'none',
    summary: 'Say that a suggestion is better than what stands there, or that it is not',
    params: correctionParams,
    body: voteBody,
    output: correction,
  }),
  endpoint('DELETE /corrections/:id/vote', {
    access: 'member',
    subject: 'none',
    summary: 'Take the vote back',
    params: correctionParams,
    output: correction,
  }),
  endpoint('PATCH /corrections/:id', {
    access: 'member',
    subject: 'none',
    summary: 'Accept, refuse or revert (the text’s author, those who keep the rules), or withdraw one’s own',
    params: correctionParams,
    body: verdictBody,
    output: correction,
  }),
  endpoint('GET /people/:person/corrections', {
    access: 'anyone',
    subject: 'person',
    summary: 'Sentences that a person made better, newest first',
    params: personParams,
    query: pageQuery,
    output: page(correction).extend({ total: z.number().int() }),
  }),
] as const;
