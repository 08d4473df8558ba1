import { attempt, refused, text } from '#lib/server/forms.ts';
import { requireMember } from '#lib/server/session.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireMember(event);
  const { person } = event.params;
  return { names: await event.locals.api('GET /people/:person/names', { params: { person } }) };
};

export const actions = {
  words: async (event) => {
    const words = text(await event.request.formData(), 'words');
    const answer = await attempt(() => event.locals.api('PUT /me/name-request', { body: { words } }));
    return refused(answer) ? answer : { done: 'words' as const };
  },
  stop: async (event) => {
    requireMember(event);
    await event.locals.api('DELETE /me/name-request');
  },
  look: async (event) => {
    const kept = said(await event.request.formData());
    const answer = await attempt(
      () => event.locals.api('POST /names/look', { body: { name: kept.name } }),
      kept,
    );
    return refused(answer) ? answer : { look: answer, kept };
  },
  propose: async (event) => {
    const kept = said(await event.request.formData());
    const { person } = event.params;
    const answer = await attempt(
      () => event.locals.api('POST /people/:person/names', { params: { person }, body: kept }),
      kept,
    );
    return refused(answer) ? answer : { done: 'propose' as const, name: answer.name };
  },
  accept: async (event) => {
    const form = await event.request.formData();
    const params = { id: text(form, 'id') };
    const body = { reading: text(form, 'reading') || undefined };
    const answer = await attempt(() => event.locals.api('PUT /names/:id/accept', { params, body }));
    return refused(answer) ? answer : { done: 'accept' as const, name: answer.by.name };
  },
  drop: async (event) => {
    const id = text(await event.request.formData(), 'id');
    await event.locals.api('DELETE /names/:id', { params: { id } });
  },
} satisfies Actions;

function said(form: FormData): { name: string; meaning: string } {
  return { name: text(form, 'name'), meaning: text(form, 'meaning') };
}
