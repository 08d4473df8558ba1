import { redirect, type RequestHandler } from '@sveltejs/kit';
import { requireMember } from '#lib/server/session.ts';

/** One's own boards stand on one's page. */
export const GET: RequestHandler = (event) => {
  const { person } = requireMember(event);
  redirect(307, `${event.locals.prefix}/people/${person.handle}/boards`);
};
