import { redirect } from '@sveltejs/kit';
import { learnPage } from '#lib/domains/learning/server/learn-page.ts';
import { wordHref } from '#lib/domains/learning/learn.ts';
import { attempt, refused, text } from '#lib/server/forms.ts';
import { requireMember } from '#lib/server/session.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireMember(event);
  return learnPage(event);
};

export const actions = {
  keep: async (event) => {
    const form = await event.request.formData();
    const from = { note: text(form, 'note'), comment: text(form, 'comment') || undefined };
    const body = {
      word: text(form, 'word'),
      language: text(form, 'language'),
      sentence: text(form, 'sentence'),
      sentenceLanguage: text(form, 'sentenceLanguage') || undefined,
      ...from,
    };
    const answer = await attempt(() => event.locals.api('POST /learning/words', { body }));
    if (refused(answer)) return answer;
    redirect(303, `${event.locals.prefix}${wordHref(from, Number(text(form, 'at')) || 0)}#word`);
  },
} satisfies Actions;
