import type { AnswerOf, Api, Note } from '@jujube/contract';
import type { RequestEvent } from '@sveltejs/kit';
import { hasChinese, type WithReadings } from '../ruby.ts';

/** Texts of one page. */
const MOST = 200;

/** Pinyin for the Chinese texts of a page, if its reader wants it; they are only gathered then. */
export async function pinyinFor(
  { locals }: Pick<RequestEvent, 'locals'>,
  gather: () => readonly string[],
): Promise<WithReadings[] | undefined> {
  const { session, api } = locals;
  if (!session.person || session.pinyin === 'off') return undefined;
  const texts = [...new Set(gather().filter(hasChinese))].slice(0, MOST);
  if (texts.length === 0) return [];
  const { items } = await api('POST /learning/pinyin', { body: { texts } });
  return texts.map((text, at) => ({ text, readings: items[at]! }));
}

type Said = AnswerOf<Api['GET /notes/:id/comments']>['items'][number]['firstReplies'][number];

/** What is read on the page of a note. */
export function textsOf(note: Note, comments: readonly Said[]): string[] {
  return [
    ...[note, ...note.versions].flatMap(({ title, body }) => [title, body]),
    ...comments.flatMap(({ body, shown }) => [body, shown.body]),
  ].filter((text) => text !== '');
}
