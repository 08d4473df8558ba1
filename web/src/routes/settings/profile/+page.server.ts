import { attempt, refused, text } from '#lib/server/forms.ts';
import { requireMember } from '#lib/server/session.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
  event.depends('app:session');
  return { person: requireMember(event).person };
};

export const actions = {
  save: async (event) => {
    requireMember(event);
    const form = await event.request.formData();
    const body = {
      name: text(form, 'name'),
      secondName: text(form, 'secondName').trim() || null,
      handle: text(form, 'handle'),
      place: text(form, 'place').trim() || null,
      bio: biographies(form),
    };
    const answer = await attempt(() => event.locals.api('PATCH /me', { body }), body);
    return refused(answer) ? answer : { saved: true };
  },
  removeAvatar: async (event) => {
    requireMember(event);
    await event.locals.api('PATCH /me', { body: { avatar: null } });
  },
} satisfies Actions;

/** One a language; of two in the same one the later stays. */
function biographies(form: FormData): { language: string; text: string }[] {
  const texts = form.getAll('bio').map(String);
  const languages = form.getAll('bioLanguage').map(String);
  const byLanguage = new Map(
    texts
      .map((written, index) => [languages[index] ?? 'und', written])
      .filter(([, written]) => written?.trim()) as [string, string][],
  );
  return [...byLanguage].map(([language, written]) => ({ language, text: written }));
}
