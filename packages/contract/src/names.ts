import { z } from 'zod';
import { id, page, pageQuery, time, writing } from './common.ts';
import { endpoint, errors } from './endpoint.ts';
import { author, personParams } from './people.ts';

/** In which script a name is wanted: Chinese characters, or Latin letters. */
export const NAME_SCRIPTS = ['Han', 'Latin'] as const;

/** What may be wrong with a name, so that whoever proposes it and whoever gets it can think again. */
export const NAME_WARNINGS = [
  'sounds_like',
  'looks_bad',
  'leader',
  'rare',
  'many_strokes',
  'surname',
  'long',
] as const;

export const nameCharacter = z
  .object({
    text: z.string(),
    reading: z.string().nullable(),
    readings: z.array(z.string()),
    strokes: z.number().int().nullable(),
    meanings: z.array(z.string()),
  })
  .meta({ id: 'NameCharacter' });

export const nameWarning = z
  .object({
    kind: z.enum(NAME_WARNINGS),
    part: z.string().meta({ description: 'The characters it is about' }),
    like: z.string().meta({ description: 'What it sounds like, or whose it is; may be empty' }),
  })
  .meta({ id: 'NameWarning' });

const looked = {
  reading: z.string(),
  characters: z.array(nameCharacter),
  warnings: z.array(nameWarning),
};

export const nameProposal = z
  .object({
    id,
    name: z.string(),
    meaning: z.string(),
    ...looked,
    by: author,
    mine: z.boolean(),
    at: time,
    acceptedAt: time.nullable(),
  })
  .meta({ id: 'NameProposal' });

export const nameRequest = z
  .object({ script: z.enum(NAME_SCRIPTS), words: z.string(), askedAt: time })
  .meta({ id: 'NameRequest' });

const named = z.object({ id });

export const nameErrors = errors({
  'name.not_found': [404, 'This name is not here any more.', '这个名字已经不在了。', '這個名字已經不在了。'],
  'name.not_asked': [
    409,
    'This person isn’t asking for a name now.',
    '对方现在没有在征名。',
    '對方現在沒有在徵名。',
  ],
  'name.enough': [
    409,
    'You have proposed three names already.',
    '你已经起了三个名字。',
    '你已經取了三個名字。',
  ],
  'name.script': [
    422,
    'The name they ask for is in the other script.',
    '对方想要的是另一种文字的名字。',
    '對方想要的是另一種文字的名字。',
  ],
  'name.own': [422, 'Others give you this name.', '这个名字由别人来起。', '這個名字由別人來取。'],
  'name.has_one': [
    409,
    'You have a second name. Empty it first.',
    '你已有第二个名字，先清空再征名。',
    '你已有第二個名字，先清空再徵名。',
  ],
});

export const nameEndpoints = [
  endpoint('PUT /me/name-request', {
    access: 'member',
    subject: 'own',
    summary: 'Ask the community for a name in the other script',
    body: z.object({ words: writing(1_000).default('') }),
    output: nameRequest,
  }),
  endpoint('DELETE /me/name-request', {
    access: 'member',
    subject: 'own',
    summary: 'Ask no more; what was proposed stays',
  }),
  endpoint('GET /names', {
    access: 'member',
    subject: 'none',
    summary: 'Who asks for a name, the newest first',
    query: pageQuery,
    output: page(author.extend({ request: nameRequest, proposals: z.number().int() })),
  }),
  endpoint('GET /people/:person/names', {
    access: 'member',
    subject: 'person',
    summary: 'Names that were proposed to a person',
    params: personParams,
    output: z.object({ person: author, request: nameRequest.nullable(), items: z.array(nameProposal) }),
  }),
  endpoint('POST /people/:person/names', {
    access: 'member',
    subject: 'none',
    summary: 'Propose a name to a person who asks for one, three at most',
    params: personParams,
    body: z.object({ name: writing(200), meaning: writing(2_000).default('') }),
    output: nameProposal,
    status: 201,
  }),
  endpoint('POST /names/look', {
    access: 'member',
    subject: 'own',
    summary: 'What a name is made of, and what speaks against it',
    body: z.object({ name: writing(200) }),
    output: z.object(looked),
  }),
  endpoint('DELETE /names/:id', {
    access: 'member',
    subject: 'none',
    summary: 'Take back a name that one proposed, or decline one that was proposed to one',
    params: named,
  }),
  endpoint('PUT /names/:id/accept', {
    access: 'member',
    subject: 'none',
    summary: 'Take a name for one’s own, read as one says',
    params: named,
    body: z.object({ reading: writing(200).optional() }),
    output: nameProposal,
  }),
] as const;
