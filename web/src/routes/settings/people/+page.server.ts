import { text } from '#lib/server/forms.ts';
import { requireMember } from '#lib/server/session.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireMember(event);
  const { api } = event.locals;
  const cursor = event.url.searchParams.get('cursor') ?? undefined;
  const list = event.url.searchParams.get('list') === 'muted' ? 'muted' : 'blocked';
  const page = await (list === 'muted'
    ? api('GET /me/mutes', { query: { cursor } })
    : api('GET /me/blocks', { query: { cursor } }));
  return { list, people: page.items, cursor: page.cursor } as const;
};

export const actions = {
  unblock: async (event) => {
    const person = text(await event.request.formData(), 'person');
    await event.locals.api('DELETE /people/:person/block', { params: { person } });
  },
  unmute: async (event) => {
    const person = text(await event.request.formData(), 'person');
    await event.locals.api('DELETE /people/:person/mute', { params: { person } });
  },
} satisfies Actions;
