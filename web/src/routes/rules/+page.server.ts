import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => ({
  rules: await locals.api('GET /community/rules'),
});
