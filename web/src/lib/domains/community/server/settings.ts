import type { CallOf, Api } from '@jujube/contract';
import { fail, type RequestEvent } from '@sveltejs/kit';
import { LOCALES } from '#lib/locale-path.ts';
import { attempt, refused, text } from '#lib/server/forms.ts';

type Change = CallOf<Api['PATCH /community']>['body'];

/** Saves the whole form of the community's settings; languages are all the form can get wrong by itself. */
export async function saveCommunity(event: RequestEvent) {
  const form = await event.request.formData();
  const kept = communityIn(form);
  if (!kept.languages?.length) return fail(422, { noLanguage: true, kept });
  const answer = await attempt(() => event.locals.api('PATCH /community', { body: kept }), kept);
  return refused(answer) ? answer : { saved: true };
}

function communityIn(form: FormData): Change {
  const words = (name: string) =>
    Object.fromEntries(
      LOCALES.map((locale) => [locale, text(form, `${name}.${locale}`).trim()]).filter(
        ([, written]) => written,
      ),
    );
  return {
    name: words('name'),
    languages: LOCALES.filter((locale) => form.getAll('languages').includes(locale)),
    rules: words('rules'),
    signUp: text(form, 'signUp') === 'closed' ? 'closed' : 'open',
    membersOnly: form.has('membersOnly'),
    emailRequired: form.has('emailRequired'),
  };
}
