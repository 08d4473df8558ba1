import type { AnswerOf, Api, Client } from '@jujube/contract';

export type TextVersions = AnswerOf<Api['GET /texts/:kind/:text']>;
export type Correction = AnswerOf<Api['GET /corrections/:id']>;

/** What a form of these pages asks for: the name of its button, and its fields. The same in the browser and before there is script. */
export async function perform(api: Client, form: FormData): Promise<'suggested' | 'done'> {
  const get = (name: string) => {
    const value = form.get(name);
    return typeof value === 'string' ? value : '';
  };
  const [what = '', id = ''] = get('do').split(':');
  const params = { id };
  if (what === 'for' || what === 'against')
    await api('PUT /corrections/:id/vote', { params, body: { vote: what } });
  else if (what === 'unvote') await api('DELETE /corrections/:id/vote', { params });
  else if (what === 'accepted' || what === 'refused' || what === 'reverted' || what === 'withdrawn')
    await api('PATCH /corrections/:id', { params, body: { state: what } });
  else {
    const text = { kind: get('kind') as TextVersions['kind'], text: get('text') };
    const language = get('language');
    if (what === 'lock' || what === 'unlock') {
      await api('PUT /texts/:kind/:text/lock', { params: text, body: { language, locked: what === 'lock' } });
      return 'done';
    }
    const words = {
      field: get('field'),
      sentence: get('sentence'),
      instead: get('instead'),
      words: get('words'),
    };
    const given = await api('POST /texts/:kind/:text/corrections', {
      params: text,
      body: { ...words, language },
    });
    return given.state === 'accepted' ? 'done' : 'suggested';
  }
  return 'done';
}
