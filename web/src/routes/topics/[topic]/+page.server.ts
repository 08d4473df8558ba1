import { topicPage } from '#lib/domains/topics/server/topic-page.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => topicPage(event);
