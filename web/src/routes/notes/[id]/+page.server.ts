import { notePage, sayAction } from '#lib/domains/notes/server/note-page.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => notePage(event);

export const actions: Actions = { comment: (event) => sayAction(event) };
