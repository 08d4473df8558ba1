import type { AnswerOf, Api, Client } from '@jujube/contract';

export type Term = AnswerOf<Api['GET /glossary']>['items'][number];

/** What a form of the glossary asks for: the name of its button, and its fields. */
export async function perform(api: Client, form: FormData): Promise<void> {
  const get = (name: string) => {
    const value = form.get(name);
    return typeof value === 'string' ? value : '';
  };
  const [what = '', id = ''] = get('do').split(':');
  const params = { id };
  if (what === 'for' || what === 'against')
    await api('PUT /glossary/:id/vote', { params, body: { vote: what } });
  else if (what === 'unvote') await api('DELETE /glossary/:id/vote', { params });
  else if (what === 'accepted' || what === 'refused' || what === 'reverted' || what === 'withdrawn')
    await api('PATCH /glossary/:id', { params, body: { state: what } });
  else {
    const words = { term: get('term'), note: get('note'), example: get('example') };
    const languages = { fromLanguage: get('from'), language: get('to') };
    const translation = get('translation').trim() || null;
    await api('POST /glossary', {
      body: { ...words, ...languages, translation, channel: get('channel') || null },
    });
  }
}
