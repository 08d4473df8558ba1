import { actAction } from '#lib/domains/corrections/server/pages.ts';
import { requireMember } from '#lib/server/session.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireMember(event);
  event.depends('app:corrections');
  return { asked: await event.locals.api('GET /corrections', { query: {} }) };
};

export const actions: Actions = { default: actAction };
