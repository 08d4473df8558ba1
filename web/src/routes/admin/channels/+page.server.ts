import {
  addChannel,
  archiveChannel,
  moveChannel,
  renameChannel,
  restoreChannel,
} from '#lib/domains/community/server/channels.ts';
import { requireAdministrator } from '#lib/domains/operations/server/console.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireAdministrator(event);
  const { items } = await event.locals.api('GET /admin/channels');
  return {
    channels: items.filter(({ archivedAt }) => archivedAt === null),
    away: items.filter(({ archivedAt }) => archivedAt !== null),
  };
};

export const actions = {
  add: async (event) => (requireAdministrator(event), addChannel(event)),
  rename: async (event) => (requireAdministrator(event), renameChannel(event)),
  move: async (event) => (requireAdministrator(event), moveChannel(event)),
  archive: async (event) => (requireAdministrator(event), archiveChannel(event)),
  restore: async (event) => (requireAdministrator(event), restoreChannel(event)),
} satisfies Actions;
