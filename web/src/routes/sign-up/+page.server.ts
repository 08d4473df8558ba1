import { redirect } from '@sveltejs/kit';
import { accountFor, goOn, targetOf } from '#lib/domains/people/server/entry.ts';
import { carried } from '#lib/domains/people/server/carried.ts';
import { attempt, refused, text } from '#lib/server/forms.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
  if (event.locals.session.person) redirect(303, targetOf(event));
  return { alone: true, query: carried(event) };
};

export const actions = {
  password: async (event) => {
    const form = await event.request.formData();
    const kept = { name: text(form, 'name'), email: text(form, 'email') };
    const body = { ...kept, email: kept.email.trim() || null, password: text(form, 'password') };
    const answer = await attempt(() => accountFor(event)('POST /sign-up/email', { body }), kept);
    return refused(answer) ? answer : goOn(event, { isNew: true });
  },
  /** After a passkey signed them up. */
  enter: async (event) => goOn(event, { isNew: true }),
} satisfies Actions;
