import { onlySelf } from '#lib/domains/people/server/self.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  await onlySelf(event);
  const cursor = event.url.searchParams.get('cursor') ?? undefined;
  return { notes: await event.locals.api('GET /me/likes', { query: { cursor } }) };
};
