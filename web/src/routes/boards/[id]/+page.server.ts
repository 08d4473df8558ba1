import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, locals, url }) => {
  const cursor = url.searchParams.get('cursor') ?? undefined;
  const [board, notes] = await Promise.all([
    locals.api('GET /boards/:id', { params }),
    locals.api('GET /boards/:id/notes', { params, query: { cursor } }),
  ]);
  return { board, notes };
};
