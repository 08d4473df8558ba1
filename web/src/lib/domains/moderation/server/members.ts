import type { RequestEvent } from '@sveltejs/kit';
import { attempt, refused, text } from '#lib/server/forms.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** “Until I lift it”, in a form that databases keep: nobody waits that long. */
const FOR_GOOD = '9999-12-31T00:00:00.000Z';
const ROLES = ['member', 'moderator', 'administrator'] as const;

/** Suspends a member for some days or until it is lifted. */
export async function suspendMember(event: RequestEvent) {
  const form = await event.request.formData();
  const days = Number(text(form, 'days'));
  const suspendedUntil = days > 0 ? new Date(Date.now() + days * DAY_MS).toISOString() : FOR_GOOD;
  return change(event, form, { suspendedUntil });
}

/** Lets a suspended member in again. */
export async function liftSuspension(event: RequestEvent) {
  return change(event, await event.request.formData(), { suspendedUntil: null });
}

/** Gives a member another role. */
export async function changeRole(event: RequestEvent) {
  const form = await event.request.formData();
  const role = ROLES.find((one) => one === text(form, 'role')) ?? 'member';
  return change(event, form, { role });
}

/** Makes a one-time link for a new password; it is in the answer and nowhere else. */
export async function makeReset(event: RequestEvent) {
  const person = text(await event.request.formData(), 'person');
  const answer = await attempt(async () => {
    const { link } = await event.locals.api('POST /admin/members/:person/reset', {
      params: { person },
      body: {},
    });
    return { reset: { person, link } };
  });
  return answer;
}

async function change(
  event: RequestEvent,
  form: FormData,
  body: { suspendedUntil?: string | null; role?: (typeof ROLES)[number] },
) {
  const person = text(form, 'person');
  const answer = await attempt(() =>
    event.locals.api('PATCH /admin/members/:person', { params: { person }, body }),
  );
  if (refused(answer)) return answer;
  const what = body.role ? 'role' : body.suspendedUntil ? 'suspended' : 'lifted';
  return { changed: { what, name: answer.name, role: answer.role } } as const;
}
