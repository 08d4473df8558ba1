import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ parent, locals, url, depends }) => {
  depends('app:person');
  const { person } = await parent();
  const cursor = url.searchParams.get('cursor') ?? undefined;
  if (person.relation.blocked) return { notes: { items: [], cursor: null } };
  return {
    notes: await locals.api('GET /people/:person/notes', {
      params: { person: person.id },
      query: { cursor },
    }),
  };
};
