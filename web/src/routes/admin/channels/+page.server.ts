import {
  addChannel,
  archiveChannel,
  moveChannel,
  renameChannel,
} from '#lib/domains/community/server/channels.ts';
import { requireAdministrator } from '#lib/domains/operations/server/console.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireAdministrator(event);
  return { channels: (await event.locals.api('GET /channels')).items };
};

export const actions = {
  add: async (event) => (requireAdministrator(event), addChannel(event)),
  rename: async (event) => (requireAdministrator(event), renameChannel(event)),
  move: async (event) => (requireAdministrator(event), moveChannel(event)),
  archive: async (event) => (requireAdministrator(event), archiveChannel(event)),
} satisfies Actions;
