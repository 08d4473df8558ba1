import type { RequestEvent } from '@sveltejs/kit';
import { requireAdministrator } from '#lib/domains/operations/server/console.ts';
import { attempt, refused, text } from '#lib/server/forms.ts';

/** The rates in force. */
export async function ratesPage(event: RequestEvent) {
  requireAdministrator(event);
  return { rates: await event.locals.api('GET /rates') };
}

/** Puts a pasted table in force. */
export async function putAction(event: RequestEvent) {
  requireAdministrator(event);
  const form = await event.request.formData();
  const kept = {
    date: text(form, 'date'),
    base: text(form, 'base').trim().toUpperCase(),
    source: text(form, 'source'),
    table: text(form, 'table'),
  };
  const answer = await attempt(() => event.locals.api('PUT /admin/rates', { body: kept }), kept);
  return refused(answer) ? answer : { done: true };
}

/** Fetches a table from the operator's address. */
export async function fetchAction(event: RequestEvent) {
  requireAdministrator(event);
  const answer = await attempt(() => event.locals.api('POST /admin/rates/fetch', { body: {} }));
  return refused(answer) ? answer : { done: true };
}
