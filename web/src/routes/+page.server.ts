import { readsAll } from '#lib/domains/feed/server/languages.ts';
import { explorePage } from '#lib/domains/feed/server/pages.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { person, languages } = event.locals.session;
  return { ...(await explorePage(event)), dial: person !== null && !readsAll(languages) };
};
