import { changeAction, hideAction, wordPage } from '#lib/domains/culture/server/words-page.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => wordPage(event, event.params.id);

export const actions: Actions = {
  change: (event) => changeAction(event),
  hide: (event) => hideAction(event, event.params.id),
};
