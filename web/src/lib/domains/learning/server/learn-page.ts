import { ApiError } from '@jujube/contract/client';
import type { RequestEvent } from '@sveltejs/kit';
import type { LearnText } from '../learn.ts';

/** A note or a comment under it in words, the one at the place that the address names first. Throws what the API refuses. */
export async function learnPage({ locals, url }: Pick<RequestEvent, 'locals' | 'url'>) {
  const id = url.searchParams.get('note') ?? '';
  if (!/^\d{1,19}$/.test(id))
    throw new ApiError({ type: 'about:blank', title: '', status: 404, code: 'note.not_found' });
  const [note, threads] = await Promise.all([
    locals.api('GET /notes/:id', { params: { id } }),
    locals.api('GET /notes/:id/comments', { params: { id }, query: {} }),
  ]);
  const comments = threads.items
    .flatMap((thread) => [thread, ...thread.firstReplies])
    .filter(({ body }) => body !== '');
  const words = [note.title, note.body].filter(Boolean).join('\n');
  const texts: LearnText[] = [
    { text: words, language: note.language, note: id },
    ...comments.map(({ id: comment, body, language }) => ({ text: body, language, note: id, comment })),
  ];
  const wanted = url.searchParams.get('comment') ?? undefined;
  const text = texts.find(({ comment }) => comment === wanted) ?? texts[0]!;
  const body = { text: text.text, language: text.language };
  const { items } = await locals.api('POST /learning/texts', { body });
  const at = url.searchParams.get('at');
  return { texts, text, words: items, at: at === null ? undefined : Number(at) };
}
