import { fail, redirect } from '@sveltejs/kit';
import { ownBoard } from '#lib/domains/boards/server/own.ts';
import { boardWords } from '#lib/domains/boards/server/words.ts';
import { attempt, refused } from '#lib/server/forms.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({ board: await ownBoard(event) });

export const actions = {
  save: async (event) => {
    const { params, locals } = event;
    const body = boardWords(await event.request.formData());
    const answer = await attempt(() => locals.api('PATCH /boards/:id', { params, body }), body);
    if (refused(answer)) return answer;
    redirect(303, `${locals.prefix}/boards/${params.id}`);
  },
  remove: async (event) => {
    const { params, locals } = event;
    const form = await event.request.formData();
    if (!form.has('sure')) return fail(422, { unsure: true });
    const { owner } = await ownBoard(event);
    await locals.api('DELETE /boards/:id', { params });
    redirect(303, `${locals.prefix}/people/${owner.handle}/boards`);
  },
} satisfies Actions;
