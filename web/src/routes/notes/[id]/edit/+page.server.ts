import { editPage } from '#lib/domains/notes/compose/server/compose-page.ts';
import { saveForm } from '#lib/domains/notes/compose/server/plain-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({ compose: await editPage(event), ownBar: true });

export const actions = { save: (event) => saveForm(event) } satisfies Actions;
