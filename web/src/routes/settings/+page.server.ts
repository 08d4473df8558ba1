import { redirect } from '@sveltejs/kit';
import { accountFor } from '#lib/domains/people/server/entry.ts';
import { requireMember } from '#lib/server/session.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
  requireMember(event);
};

export const actions = {
  out: async (event) => {
    await accountFor(event)('POST /sign-out');
    redirect(303, event.locals.prefix || '/');
  },
} satisfies Actions;
