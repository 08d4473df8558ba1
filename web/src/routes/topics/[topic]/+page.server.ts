import { nameAction, topicPage } from '#lib/domains/topics/server/topic-page.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => topicPage(event);

export const actions: Actions = { name: (event) => nameAction(event) };
