import { saveSpoken, spokenIn } from '#lib/domains/people/server/languages.ts';
import { attempt, refused } from '#lib/server/forms.ts';
import { requireMember } from '#lib/server/session.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { person } = requireMember(event);
  const { items: channels } = await event.locals.api('GET /channels');
  return { person, channels };
};

export const actions = {
  languages: async (event) => {
    requireMember(event);
    const spoken = spokenIn(await event.request.formData());
    const answer = await attempt(() => saveSpoken(event, spoken), { spoken });
    return refused(answer) ? answer : { saved: 'languages' };
  },
  untranslated: async (event) => {
    requireMember(event);
    const form = await event.request.formData();
    const texts = [...form.getAll('untranslated'), form.get('more')];
    const untranslated = [
      ...new Set(texts.filter((value) => typeof value === 'string' && value !== '')),
    ] as string[];
    const answer = await attempt(() => event.locals.api('PATCH /session', { body: { untranslated } }));
    return refused(answer) ? answer : { saved: 'untranslated', untranslated };
  },
  interests: async (event) => {
    requireMember(event);
    const form = await event.request.formData();
    const interests = form.getAll('interests').filter((value) => typeof value === 'string');
    const answer = await attempt(() => event.locals.api('PATCH /me', { body: { interests } }));
    return refused(answer) ? answer : { saved: 'interests' };
  },
} satisfies Actions;
