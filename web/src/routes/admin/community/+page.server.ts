import { saveCommunity } from '#lib/domains/community/server/settings.ts';
import { requireAdministrator } from '#lib/domains/operations/server/console.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireAdministrator(event);
  return { settings: await event.locals.api('GET /community') };
};

export const actions = {
  save: async (event) => {
    requireAdministrator(event);
    return saveCommunity(event);
  },
} satisfies Actions;
