import { proposeAction } from '#lib/domains/culture/server/words-page.ts';
import { requireMember } from '#lib/server/session.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireMember(event);
  return { word: await event.locals.api('GET /words/:id', { params: { id: event.params.id } }) };
};

export const actions = { default: (event) => proposeAction(event, event.params.id) } satisfies Actions;
