import { error, redirect, type RequestHandler } from '@sveltejs/kit';
import { actOf, performAct, signUpHref } from '#lib/domains/people/pending.ts';
import { text } from '#lib/server/forms.ts';
import { localTarget } from '#lib/server/session.ts';

/**
 * One tap before there is any script: a plain form with `act` (`like:123`) and `to` (where to go on). Visitors go to
 * sign-up first.
 */
export const POST: RequestHandler = async (event) => {
  const form = await event.request.formData();
  const act = actOf(text(form, 'act'));
  if (!act) error(400);
  const to = localTarget(event, form.get('to'));
  const { session, prefix, api } = event.locals;
  if (!session.person) redirect(303, prefix + signUpHref(to, text(form, 'act')));
  await performAct(api, act);
  redirect(303, to);
};
