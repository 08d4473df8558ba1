import type { AnswerOf, Api, Client } from '@jujube/contract';
import { judge } from '#lib/domains/corrections/judge.ts';
import { text } from '#lib/form-text.ts';

export type Term = AnswerOf<Api['GET /glossary']>['items'][number];

/** What a form of the glossary asks for: the name of its button, and its fields. */
export async function perform(api: Client, form: FormData): Promise<void> {
  if (await judge(api, 'glossary', text(form, 'do'))) return;
  const words = { term: text(form, 'term'), note: text(form, 'note'), example: text(form, 'example') };
  const languages = { fromLanguage: text(form, 'from'), language: text(form, 'to') };
  const translation = text(form, 'translation').trim() || null;
  await api('POST /glossary', {
    body: { ...words, ...languages, translation, channel: text(form, 'channel') || null },
  });
}
