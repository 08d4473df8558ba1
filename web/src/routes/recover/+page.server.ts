import { accountFor, goOn } from '#lib/domains/people/server/entry.ts';
import { attempt, refused, text } from '#lib/server/forms.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = () => ({ alone: true });

export const actions = {
  letter: async (event) => {
    const email = text(await event.request.formData(), 'email');
    const kept = { form: 'letter', email };
    const ask = () => accountFor(event)('POST /request-password-reset', { body: { email: email.trim() } });
    const answer = await attempt(ask, kept);
    return refused(answer) ? answer : { sent: email };
  },
  code: async (event) => {
    const form = await event.request.formData();
    const kept = { form: 'code', handle: text(form, 'handle'), code: text(form, 'code') };
    const { handle, code } = kept;
    const body = {
      handle: handle.trim().replace(/^@/, ''),
      code: code.trim(),
      password: text(form, 'password'),
    };
    const answer = await attempt(() => accountFor(event)('POST /recover', { body }), kept);
    return refused(answer) ? answer : goOn(event);
  },
} satisfies Actions;
