import { onlySelf } from '#lib/domains/people/server/self.ts';
import { text } from '#lib/server/forms.ts';
import { requireMember } from '#lib/server/session.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  await onlySelf(event);
  return { drafts: (await event.locals.api('GET /drafts')).items };
};

export const actions = {
  discard: async (event) => {
    requireMember(event);
    const id = text(await event.request.formData(), 'id');
    await event.locals.api('DELETE /drafts/:id', { params: { id } });
  },
} satisfies Actions;
