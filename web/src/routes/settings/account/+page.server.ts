import { accountFor } from '#lib/domains/people/server/entry.ts';
import { attempt, refused, text } from '#lib/server/forms.ts';
import { requireMember } from '#lib/server/session.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { person } = requireMember(event);
  event.depends('settings:account');
  return { person, passkeys: await accountFor(event)('GET /passkey/list-user-passkeys') };
};

/** Each answer says which form it is of (`of`). */
export const actions = {
  email: async (event) => {
    const form = await event.request.formData();
    const kept = { of: 'email', email: text(form, 'email') };
    const newEmail = form.has('remove') ? null : kept.email.trim() || null;
    const body = { newEmail, password: text(form, 'password') || undefined };
    const answer = await attempt(() => accountFor(event)('POST /change-email', { body }), kept);
    return refused(answer) ? answer : { saved: 'email' };
  },
  password: async (event) => {
    const form = await event.request.formData();
    const body = { newPassword: text(form, 'new'), currentPassword: text(form, 'current') || undefined };
    const answer = await attempt(() => accountFor(event)('POST /change-password', { body }), {
      of: 'password',
      email: '',
    });
    return refused(answer) ? answer : { saved: 'password' };
  },
  removePasskey: async (event) => {
    const id = text(await event.request.formData(), 'id');
    const remove = () => accountFor(event)('POST /passkey/delete-passkey', { body: { id } });
    const answer = await attempt(remove, { of: 'passkeys', email: '' });
    return refused(answer) ? answer : { saved: 'passkeys' };
  },
  codes: async (event) => {
    const make = () => event.locals.api('POST /me/recovery-codes', { body: {} });
    const answer = await attempt(make, { of: 'codes', email: '' });
    return refused(answer) ? answer : { saved: 'codes', codes: answer.codes };
  },
} satisfies Actions;
