import { explorePage } from '#lib/domains/feed/server/pages.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => explorePage(event);
