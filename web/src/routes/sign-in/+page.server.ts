import { redirect } from '@sveltejs/kit';
import { carried } from '#lib/domains/people/server/carried.ts';
import { accountFor, goOn, targetOf } from '#lib/domains/people/server/entry.ts';
import { attempt, refused, text } from '#lib/server/forms.ts';
import type { Actions, PageServerLoad } from './$types';

/** `?again` is for those who are in and must show that it is still them. */
export const load: PageServerLoad = (event) => {
  const { person } = event.locals.session;
  const again = event.url.searchParams.has('again') && person ? person.handle : null;
  if (person && again === null) redirect(303, targetOf(event));
  const news = ['changed', 'closed'].find((name) => event.url.searchParams.has(name)) ?? null;
  return { alone: true, query: carried(event), again, news };
};

export const actions = {
  password: async (event) => {
    const form = await event.request.formData();
    const kept = { who: text(form, 'who') };
    const signIn = () =>
      withPassword(accountFor(event), { who: kept.who.trim(), password: text(form, 'password') });
    const answer = await attempt(signIn, kept);
    return refused(answer) ? answer : goOn(event);
  },
  /** After a passkey signed them in. */
  enter: async (event) => goOn(event),
} satisfies Actions;

/** An address has an @ inside; one in front is how handles are written. */
function withPassword(
  account: ReturnType<typeof accountFor>,
  { who, password }: { who: string; password: string },
) {
  if (who.lastIndexOf('@') > 0) return account('POST /sign-in/email', { body: { email: who, password } });
  return account('POST /sign-in/handle', { body: { handle: who, password } });
}
