import { searchPage } from '#lib/domains/search/server/search-page.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => searchPage(event);
