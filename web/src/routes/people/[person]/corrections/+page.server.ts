import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params: { person }, url }) => {
  const query = { cursor: url.searchParams.get('cursor') ?? undefined };
  return { mended: await locals.api('GET /people/:person/corrections', { params: { person }, query }) };
};
