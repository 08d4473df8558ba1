import { redirect, type RequestHandler } from '@sveltejs/kit';
import { requireMember } from '#lib/server/session.ts';

/** One's own page, whatever one's handle is now. */
export const GET: RequestHandler = (event) => {
  const { person } = requireMember(event);
  redirect(307, `${event.locals.prefix}/people/${person.handle}`);
};
