import { cursorOf, requireTeam } from '#lib/domains/operations/server/console.ts';
import { attempt, refused, text } from '#lib/server/forms.ts';
import type { Actions, PageServerLoad } from './$types';

const STATES = ['open', 'dismissed', 'removed'] as const;

export const load: PageServerLoad = async (event) => {
  requireTeam(event);
  const state = event.url.searchParams.get('state') === 'closed' ? 'closed' : 'open';
  return {
    state,
    reports: await event.locals.api('GET /admin/reports', { query: { state, cursor: cursorOf(event) } }),
  } as const;
};

export const actions = {
  decide: async (event) => {
    requireTeam(event);
    const form = await event.request.formData();
    const state = STATES.find((one) => one === text(form, 'state')) ?? 'open';
    const rule = text(form, 'rule').trim() || undefined;
    const answer = await attempt(() =>
      event.locals.api('PATCH /admin/reports/:id', {
        params: { id: text(form, 'id') },
        body: { state, rule },
      }),
    );
    return refused(answer) ? answer : { decided: answer.state };
  },
} satisfies Actions;
