import { fail, redirect } from '@sveltejs/kit';
import { attempt, refused } from '#lib/server/forms.ts';
import { requireMember } from '#lib/server/session.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
  requireMember(event);
};

export const actions = {
  default: async (event) => {
    const form = await event.request.formData();
    if (!form.has('sure')) return fail(422, { unsure: true });
    const answer = await attempt(() => event.locals.api('DELETE /me'));
    if (refused(answer)) return answer;
    redirect(303, `${event.locals.prefix}/sign-in?closed`);
  },
} satisfies Actions;
