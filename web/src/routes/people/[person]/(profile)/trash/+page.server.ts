import { onlySelf } from '#lib/domains/people/server/self.ts';
import { attempt, refused, text } from '#lib/server/forms.ts';
import { requireMember } from '#lib/server/session.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  await onlySelf(event);
  const cursor = event.url.searchParams.get('cursor') ?? undefined;
  return { trash: await event.locals.api('GET /me/trash', { query: { cursor } }) };
};

export const actions = {
  restore: async (event) => {
    requireMember(event);
    const id = text(await event.request.formData(), 'id');
    const answer = await attempt(() => event.locals.api('DELETE /me/trash/:id', { params: { id } }));
    return refused(answer) ? answer : { restored: id };
  },
} satisfies Actions;
