import { cursorOf, requireAdministrator } from '#lib/domains/operations/server/console.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireAdministrator(event);
  return { audit: await event.locals.api('GET /admin/audit', { query: { cursor: cursorOf(event) } }) };
};
