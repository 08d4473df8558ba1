import { helloPage } from '#lib/domains/notes/compose/server/hello-page.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => helloPage(event);
