import { fairnessPage } from '#lib/domains/fairness/server/fairness-page.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => fairnessPage(event);
