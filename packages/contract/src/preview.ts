import { z } from 'zod';
import { language, shownText, writing } from './common.ts';
import { endpoint } from './endpoint.ts';

/** A word that readers of another language often do not understand, by UTF-16 units of the text. */
export const unsureWord = z
  .object({
    start: z.number().int().min(0),
    end: z.number().int().min(1),
    word: z.string(),
    meaning: z.string().meta({ description: 'In the language of the pages' }),
  })
  .meta({ id: 'UnsureWord' });

export const textPreview = z
  .object({
    language: language.meta({ description: 'What the text is taken for' }),
    to: language.meta({ description: 'What its readers on the other side read' }),
    shown: shownText
      .nullable()
      .meta({ description: 'As they will read it; null where there is nothing to translate' }),
    unsure: z.array(unsureWord),
  })
  .meta({ id: 'TextPreview' });
export type TextPreview = z.output<typeof textPreview>;

/** A sentence of a first note that is written in every language already; {blanks} are for its author. */
export const helloSentence = z
  .object({ id: z.string(), blanks: z.array(z.string()), texts: z.record(z.string(), z.string()) })
  .meta({ id: 'HelloSentence' });

export const previewEndpoints = [
  endpoint('GET /community/rules', {
    access: 'anyone',
    subject: 'none',
    summary:
      'The rules of this community as this reader understands them best; without words where there are none',
    output: z.object({ text: z.string(), language, shown: shownText.nullable() }),
  }),
  endpoint('POST /translations/preview', {
    access: 'member',
    subject: 'none',
    summary: 'How readers of another language will read what one is about to post; nothing of it is kept',
    body: z.object({
      text: writing(20_000),
      language: language.optional(),
      to: language
        .optional()
        .meta({ description: 'Left out: the language of the pages that is farthest from it' }),
    }),
    output: textPreview,
  }),
  endpoint('GET /hello-card', {
    access: 'anyone',
    subject: 'none',
    summary: 'Sentences for a first note, each in every language of the pages, with blanks',
    output: z.object({ items: z.array(helloSentence) }),
  }),
] as const;
