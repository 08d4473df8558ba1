import { redirect, type RequestEvent } from '@sveltejs/kit';
import { attempt, refused, text } from '#lib/server/forms.ts';
import { requireMember } from '#lib/server/session.ts';
import { perform } from '../perform.ts';

/** What a form of these pages asks for, before there is any script; what was typed comes back with a refusal. */
export async function actAction(event: RequestEvent) {
  requireMember(event);
  const form = await event.request.formData();
  const kept = { sentence: text(form, 'sentence'), words: text(form, 'words') };
  const done = await attempt(() => perform(event.locals.api, form), kept);
  if (refused(done)) return done;
  redirect(303, event.url.pathname + event.url.search);
}
