import { inboxPage, readAction } from '#lib/domains/inbox/server/inbox-page.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  event.depends('app:inbox');
  return inboxPage(event);
};

export const actions: Actions = { read: (event) => readAction(event) };
