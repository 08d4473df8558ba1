import { composePage } from '#lib/domains/notes/compose/server/compose-page.ts';
import { publishForm } from '#lib/domains/notes/compose/server/plain-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({ compose: await composePage(event), ownBar: true });

export const actions = { publish: (event) => publishForm(event) } satisfies Actions;
