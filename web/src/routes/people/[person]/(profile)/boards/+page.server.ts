import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ parent, locals, url }) => {
  const { person } = await parent();
  const cursor = url.searchParams.get('cursor') ?? undefined;
  return {
    boards: await locals.api('GET /people/:person/boards', {
      params: { person: person.id },
      query: { cursor },
    }),
  };
};
