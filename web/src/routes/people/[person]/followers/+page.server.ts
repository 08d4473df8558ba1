import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ parent, locals, url }) => {
  const { person } = await parent();
  const cursor = url.searchParams.get('cursor') ?? undefined;
  return {
    people: await locals.api('GET /people/:person/followers', {
      params: { person: person.id },
      query: { cursor },
    }),
  };
};
