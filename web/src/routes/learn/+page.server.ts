import { attempt, refused, text } from '#lib/server/forms.ts';
import { requireMember } from '#lib/server/session.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireMember(event);
  const q = event.url.searchParams.get('q')?.slice(0, 100) ?? '';
  const cursor = event.url.searchParams.get('cursor') ?? undefined;
  const [words, review] = await Promise.all([
    event.locals.api('GET /learning/words', { query: { q, cursor } }),
    event.locals.api('GET /learning/review', {}),
  ]);
  return { words, review, q };
};

export const actions = {
  remove: async (event) => {
    const id = text(await event.request.formData(), 'id');
    const answer = await attempt(() => event.locals.api('DELETE /learning/words/:id', { params: { id } }));
    return refused(answer) ? answer : { removed: id };
  },
  restore: async (event) => {
    const id = text(await event.request.formData(), 'id');
    const answer = await attempt(() => event.locals.api('PUT /learning/words/:id', { params: { id } }));
    return refused(answer) ? answer : { restored: id };
  },
  known: async (event) => {
    const form = await event.request.formData();
    const params = { id: text(form, 'id') };
    const body = { known: text(form, 'known') === '1' };
    const answer = await attempt(() => event.locals.api('PATCH /learning/words/:id', { params, body }));
    return refused(answer) ? answer : { known: params.id };
  },
} satisfies Actions;
