import { redirect, type RequestHandler } from '@sveltejs/kit';
import { requireMember } from '#lib/server/session.ts';

/** Names for oneself, whatever one's handle is now. */
export const GET: RequestHandler = (event) => {
  const { person } = requireMember(event);
  redirect(307, `${event.locals.prefix}/people/${person.handle}/names`);
};
