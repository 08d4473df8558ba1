import { redirect } from '@sveltejs/kit';
import { boardWords } from '#lib/domains/boards/server/words.ts';
import { attempt, refused } from '#lib/server/forms.ts';
import { requireMember } from '#lib/server/session.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
  requireMember(event);
};

export const actions = {
  save: async (event) => {
    requireMember(event);
    const body = boardWords(await event.request.formData());
    const answer = await attempt(() => event.locals.api('POST /boards', { body }), body);
    if (refused(answer)) return answer;
    redirect(303, `${event.locals.prefix}/boards/${answer.id}`);
  },
} satisfies Actions;
