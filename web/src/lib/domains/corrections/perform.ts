import type { AnswerOf, Api, Client } from '@jujube/contract';
import { text } from '#lib/form-text.ts';
import { judge } from './judge.ts';

export type TextVersions = AnswerOf<Api['GET /texts/:kind/:text']>;
export type Correction = AnswerOf<Api['GET /corrections/:id']>;

/** What a form of these pages asks for: the name of its button, and its fields. The same in the browser and before there is script. */
export async function perform(api: Client, form: FormData): Promise<'suggested' | 'done'> {
  const what = text(form, 'do');
  if (await judge(api, 'corrections', what)) return 'done';
  const params = { kind: text(form, 'kind') as TextVersions['kind'], text: text(form, 'text') };
  const language = text(form, 'language');
  if (what === 'lock' || what === 'unlock') {
    await api('PUT /texts/:kind/:text/lock', { params, body: { language, locked: what === 'lock' } });
    return 'done';
  }
  const words = {
    field: text(form, 'field'),
    sentence: text(form, 'sentence'),
    instead: text(form, 'instead'),
  };
  const body = { ...words, language, words: text(form, 'words') };
  const { state } = await api('POST /texts/:kind/:text/corrections', { params, body });
  return state === 'accepted' ? 'done' : 'suggested';
}
