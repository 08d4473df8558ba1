import { attempt, refused, text } from '#lib/server/forms.ts';
import { requireMember } from '#lib/server/session.ts';
import type { Actions, PageServerLoad } from './$types';

const SCOPES = ['read', 'write'] as const;

export const load: PageServerLoad = async (event) => {
  requireMember(event);
  return { tokens: (await event.locals.api('GET /me/tokens')).items };
};

export const actions = {
  make: async (event) => {
    const form = await event.request.formData();
    const name = text(form, 'name');
    const scopes = SCOPES.filter((scope) => form.getAll('scopes').includes(scope));
    const answer = await attempt(() => event.locals.api('POST /me/tokens', { body: { name, scopes } }), {
      name,
      scopes,
    });
    return refused(answer) ? answer : { made: { name: answer.name, secret: answer.secret } };
  },
  revoke: async (event) => {
    const id = text(await event.request.formData(), 'id');
    await event.locals.api('DELETE /me/tokens/:id', { params: { id } });
  },
} satisfies Actions;
