import { redirect } from '@sveltejs/kit';
import { accountFor } from '#lib/domains/people/server/entry.ts';
import { attempt, refused, text } from '#lib/server/forms.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ url }) => ({
  alone: true,
  token: url.searchParams.get('token') ?? '',
});

export const actions = {
  default: async (event) => {
    const form = await event.request.formData();
    const body = { token: text(form, 'token'), newPassword: text(form, 'password') };
    const answer = await attempt(() => accountFor(event)('POST /reset-password', { body }));
    if (refused(answer)) return answer;
    redirect(303, `${event.locals.prefix}/sign-in?changed`);
  },
} satisfies Actions;
