import { proposeAction } from '#lib/domains/culture/server/words-page.ts';
import { requireMember } from '#lib/server/session.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
  requireMember(event);
};

export const actions = { default: (event) => proposeAction(event, undefined) } satisfies Actions;
