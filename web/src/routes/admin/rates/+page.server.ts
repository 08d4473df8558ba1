import { fetchAction, putAction, ratesPage } from '#lib/domains/culture/server/rates-page.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => ratesPage(event);

export const actions: Actions = { put: (event) => putAction(event), fetch: (event) => fetchAction(event) };
