import { cursorOf, requireAdministrator } from '#lib/domains/operations/server/console.ts';
import { attempt, refused, text } from '#lib/server/forms.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireAdministrator(event);
  const state = event.url.searchParams.get('state') === 'waiting' ? 'waiting' : 'failed';
  const jobs = await event.locals.api('GET /admin/jobs', { query: { state, cursor: cursorOf(event) } });
  return { state, jobs } as const;
};

export const actions = {
  run: async (event) => {
    const form = await event.request.formData();
    const id = text(form, 'id');
    const answer = await attempt(() => event.locals.api('PUT /admin/jobs/:id/run', { params: { id } }));
    return refused(answer) ? answer : { ran: text(form, 'task') };
  },
} satisfies Actions;
