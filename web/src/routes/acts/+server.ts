import { error, redirect, type RequestHandler } from '@sveltejs/kit';
import { actOf, performAct, signUpHref } from '#lib/domains/people/pending.ts';
import { splitLocale } from '#lib/locale-path.ts';
import { text } from '#lib/server/forms.ts';
import { localTarget } from '#lib/server/session.ts';

/**
 * One tap before there is any script: a plain form with `act` (`like:123`) and `to` (where to go on; the page it came
 * from without it). Visitors go to sign-up first.
 */
export const POST: RequestHandler = async (event) => {
  const form = await event.request.formData();
  const act = actOf(text(form, 'act'));
  if (!act) error(400);
  const to = localTarget(event, form.get('to') ?? pathOf(event.request.headers.get('referer')));
  const { session, api } = event.locals;
  if (!session.person)
    redirect(303, splitLocale(new URL(to, event.url).pathname).prefix + signUpHref(to, text(form, 'act')));
  await performAct(api, act);
  redirect(303, to);
};

function pathOf(address: string | null): string | null {
  const url = address && URL.parse(address);
  return url ? url.pathname + url.search : null;
}
