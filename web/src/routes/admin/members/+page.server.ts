import {
  changeRole,
  liftSuspension,
  makeReset,
  suspendMember,
} from '#lib/domains/moderation/server/members.ts';
import { cursorOf, requireAdministrator } from '#lib/domains/operations/server/console.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireAdministrator(event);
  const q = event.url.searchParams.get('q')?.trim().slice(0, 60) ?? '';
  const query = { q: q || undefined, cursor: cursorOf(event) };
  return { q, members: await event.locals.api('GET /admin/members', { query }) };
};

export const actions = {
  suspend: async (event) => (requireAdministrator(event), suspendMember(event)),
  lift: async (event) => (requireAdministrator(event), liftSuspension(event)),
  role: async (event) => (requireAdministrator(event), changeRole(event)),
  reset: async (event) => (requireAdministrator(event), makeReset(event)),
} satisfies Actions;
