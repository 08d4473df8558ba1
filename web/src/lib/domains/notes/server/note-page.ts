import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { ApiError } from '@jujube/contract/client';
import { feedTabs } from '#lib/domains/feed/server/pages.ts';
import { pinyinFor, textsOf } from '#lib/domains/learning/server/pinyin.ts';
import { signUpHref } from '#lib/domains/people/pending.ts';
import { attempt, text } from '#lib/server/forms.ts';

type Event = RequestEvent<{ id: string }>;
type Asks = Event & { depends: (...names: `${string}:${string}`[]) => void };

/** A note, the first of what is said about it (in the order and from the place the address asks for), and notes like it. */
export async function notePage({ locals, params, url, depends }: Asks) {
  const { id } = params;
  if (!/^\d{1,19}$/.test(id)) throw missing();
  depends(`note:${id}`);
  const sort = url.searchParams.get('sort') === 'newest' ? 'newest' : 'best';
  const cursor = url.searchParams.get('comments') ?? undefined;
  const [note, threads, related, { topics }] = await Promise.all([
    locals.api('GET /notes/:id', { params: { id } }),
    locals.api('GET /notes/:id/comments', { params: { id }, query: { sort, cursor } }),
    locals.api('GET /notes/:id/related', { params: { id } }),
    feedTabs({ locals }),
  ]);
  await unfold({ locals, url }, threads.items);
  const all = threads.items.flatMap((thread) => [thread, ...thread.firstReplies]);
  const answered = all.find((comment) => comment.id === url.searchParams.get('reply'));
  const reply = answered ? { id: answered.id, name: answered.author.name } : null;
  const says = note.media.some(({ words }) => words);
  const inPictures = says ? await locals.api('GET /notes/:id/translation', { params: { id } }) : null;
  const pinyin = await pinyinFor({ locals }, () => textsOf(note, all));
  return { note, threads, related, topics, sort, reply, inPictures, pinyin, ownBar: true } as const;
}

/** What is said before there is any script. */
export async function sayAction(event: Event) {
  const { locals, params, request } = event;
  const form = await request.formData();
  const body = text(form, 'body');
  const here = `${locals.prefix}/notes/${params.id}`;
  if (!locals.session.person) redirect(303, locals.prefix + signUpHref(here));
  if (!body.trim()) return fail(422, { problem: null, kept: '' });
  const refused = await attempt(async () => {
    const parent = text(form, 'parent') || null;
    const said = await locals.api('POST /notes/:id/comments', {
      params: { id: params.id },
      body: { body, parent },
    });
    redirect(303, `${here}?sort=newest${said.parent ? `&thread=${said.parent}` : ''}#c-${said.id}`);
  }, body);
  return refused;
}

interface Thread {
  id: string;
  replies: number;
  firstReplies: unknown[];
}

/** The thread that the address wants open, with all its replies. */
async function unfold({ locals, url }: Pick<Event, 'locals' | 'url'>, threads: Thread[]): Promise<void> {
  const thread = threads.find(({ id }) => id === url.searchParams.get('thread'));
  if (!thread || thread.firstReplies.length >= thread.replies) return;
  const { items } = await locals.api('GET /comments/:id/replies', {
    params: { id: thread.id },
    query: { limit: 100 },
  });
  thread.firstReplies = items;
}

function missing(): ApiError {
  return new ApiError({ type: 'about:blank', title: '', status: 404, code: 'note.not_found' });
}
