import type { LayoutServerLoad } from './$types';

/** How many sentences they made better in translations. Of whom one has blocked nothing is told. */
export const load: LayoutServerLoad = async ({ locals, parent }) => {
  const { person } = await parent();
  if (person.relation.blocked) return { mended: 0 };
  const { total } = await locals.api('GET /people/:person/corrections', {
    params: { person: person.id },
    query: { limit: 1 },
  });
  return { mended: total };
};
