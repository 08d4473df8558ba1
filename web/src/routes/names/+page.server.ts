import { redirect } from '@sveltejs/kit';
import { requireMember } from '#lib/server/session.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireMember(event);
  const cursor = event.url.searchParams.get('cursor') ?? undefined;
  return { asking: await event.locals.api('GET /names', { query: { cursor } }) };
};

export const actions = {
  /** One tap from the empty field: what people should know can be said on the next page. */
  ask: async (event) => {
    const { person } = requireMember(event);
    if (person.secondName === null) await event.locals.api('PUT /me/name-request', { body: {} });
    redirect(303, `${event.locals.prefix}/people/${person.handle}/names`);
  },
} satisfies Actions;
