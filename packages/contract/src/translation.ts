import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { facet, id, language, pairs, textState, uuid } from './common.ts';
import { personParams } from './people.ts';

/** One field of a text in another language. */
export const translatedField = z
  .object({
    kind: z.string().meta({ description: 'note, comment, board, person, picture' }),
    id: z.string(),
    field: z.string().meta({ description: 'title, body, name, about, bio, alt, words' }),
    language,
    state: textState,
    by: z.string().meta({ description: 'What translated it: author, human, an engine’s name, or a rule’s' }),
    text: z.string(),
    facets: z.array(facet),
    pairs: pairs.optional(),
    locked: z.boolean().meta({ description: 'Its author wants it to stay as it is' }),
  })
  .meta({ id: 'TranslatedField' });

/** A text in the languages that its reader may want, best state first. */
export const translation = z
  .object({
    versions: z.array(translatedField),
    waiting: z.boolean().meta({ description: 'It is being translated, or will be within seconds' }),
  })
  .meta({ id: 'Translation' });

const ofNumber = z.object({ id });
const ofBoard = z.object({ id: uuid });

export const translationEndpoints = [
  endpoint('GET /notes/:id/translation', {
    access: 'anyone',
    subject: 'note',
    summary: 'A note and the words about its pictures in the languages of who asks',
    params: ofNumber,
    output: translation,
  }),
  endpoint('PUT /notes/:id/translation', {
    access: 'anyone',
    subject: 'note',
    summary: 'Have a note translated before others, where that can be done better than it is',
    params: ofNumber,
    output: translation,
  }),
  endpoint('GET /comments/:id/translation', {
    access: 'anyone',
    subject: 'comment',
    summary: 'A comment in the languages of who asks',
    params: ofNumber,
    output: translation,
  }),
  endpoint('PUT /comments/:id/translation', {
    access: 'anyone',
    subject: 'comment',
    summary: 'Have a comment translated before others',
    params: ofNumber,
    output: translation,
  }),
  endpoint('GET /boards/:id/translation', {
    access: 'anyone',
    subject: 'board',
    summary: 'A board’s name and words in the languages of who asks',
    params: ofBoard,
    output: translation,
  }),
  endpoint('PUT /boards/:id/translation', {
    access: 'anyone',
    subject: 'board',
    summary: 'Have a board’s words translated before others',
    params: ofBoard,
    output: translation,
  }),
  endpoint('GET /people/:person/translation', {
    access: 'anyone',
    subject: 'person',
    summary: 'What a person says of themselves in the languages of who asks',
    params: personParams,
    output: translation,
  }),
  endpoint('PUT /people/:person/translation', {
    access: 'anyone',
    subject: 'person',
    summary: 'Have what a person says of themselves translated before others',
    params: personParams,
    output: translation,
  }),
] as const;
