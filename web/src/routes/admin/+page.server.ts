import { redirect } from '@sveltejs/kit';
import { requireAdministrator, requireTeam } from '#lib/domains/operations/server/console.ts';
import { attempt, refused } from '#lib/server/forms.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  if (requireTeam(event).person.role !== 'administrator')
    redirect(303, `${event.locals.prefix}/admin/reports`);
  const show = event.url.searchParams.get('show');
  return {
    overview: await event.locals.api('GET /admin/overview'),
    show: show === 'people' || show === 'comments' ? show : 'notes',
  } as const;
};

export const actions = {
  demo: async (event) => {
    requireAdministrator(event);
    const answer = await attempt(() => event.locals.api('DELETE /admin/demo'));
    return refused(answer) ? answer : { removing: true };
  },
} satisfies Actions;
