import { wordsPage } from '#lib/domains/culture/server/words-page.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => wordsPage(event);
