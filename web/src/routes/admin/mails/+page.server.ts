import { cursorOf, requireAdministrator } from '#lib/domains/operations/server/console.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireAdministrator(event);
  return { mails: await event.locals.api('GET /admin/mails', { query: { cursor: cursorOf(event) } }) };
};
