import { requireMember } from '#lib/server/session.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireMember(event);
  const { id } = event.params;
  return { id, reach: await event.locals.api('GET /notes/:id/reach', { params: { id } }) };
};
