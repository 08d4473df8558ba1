import { redirect, type RequestEvent } from '@sveltejs/kit';
import { LISTS, type InboxList } from '#lib/domains/inbox/notices.ts';
import { text } from '#lib/server/forms.ts';
import { requireMember } from '#lib/server/session.ts';

/** One list of the inbox (`?list`), from its top or a cursor on; without one, the first in which something waits. */
export async function inboxPage(event: RequestEvent) {
  requireMember(event);
  const { api } = event.locals;
  const { searchParams } = event.url;
  const asked = listOf(searchParams.get('list'));
  const cursor = searchParams.get('cursor') ?? undefined;
  const counts = await api('GET /inbox/unread');
  const list = asked ?? LISTS.find((one) => counts[one] > 0) ?? 'likes';
  const [notices, { items: decisions }] = await Promise.all([
    api('GET /inbox', { query: { kind: list, cursor } }),
    api('GET /inbox', { query: { kind: 'notices', limit: 1 } }),
  ]);
  return { list, counts, notices, noticed: decisions.length > 0, first: cursor === undefined };
}

/** Marks a list as read before there is any script; with script it happens by itself. */
export async function readAction(event: RequestEvent): Promise<never> {
  const form = await event.request.formData();
  const kind = listOf(text(form, 'list')) ?? undefined;
  const until = text(form, 'until') || undefined;
  await event.locals.api('PUT /inbox/read', { body: { kind, until } });
  redirect(303, `${event.locals.prefix}/inbox?list=${kind ?? 'likes'}`);
}

function listOf(name: string | null): InboxList | null {
  return LISTS.find((list) => list === name) ?? null;
}
