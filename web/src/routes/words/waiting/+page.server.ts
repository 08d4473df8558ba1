import { changeAction, waitingPage } from '#lib/domains/culture/server/words-page.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => waitingPage(event);

export const actions: Actions = { change: (event) => changeAction(event) };
