import type { AnswerOf, Api, Client } from '@jujube/contract';

/** What is suggested and judged by those who read it: a sentence of a translation, or a word of the glossary. */
export type Suggested = Pick<
  AnswerOf<Api['GET /corrections/:id']>,
  'id' | 'state' | 'by' | 'at' | 'votesFor' | 'votesAgainst' | 'vote' | 'may'
>;

/** Votes on a suggestion, or decides it, as the button of `JudgeForm` says; false where it says something else. */
export async function judge(api: Client, of: 'corrections' | 'glossary', button: string): Promise<boolean> {
  const [what, id = ''] = button.split(':');
  const params = { id };
  if (what === 'for' || what === 'against')
    await api(`PUT /${of}/:id/vote`, { params, body: { vote: what } });
  else if (what === 'unvote') await api(`DELETE /${of}/:id/vote`, { params });
  else if (what === 'accepted' || what === 'refused' || what === 'reverted' || what === 'withdrawn')
    await api(`PATCH /${of}/:id`, { params, body: { state: what } });
  else return false;
  return true;
}
