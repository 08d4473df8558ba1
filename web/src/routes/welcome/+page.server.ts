import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { targetOf } from '#lib/domains/people/server/entry.ts';
import { saveSpoken, spokenIn } from '#lib/domains/people/server/languages.ts';
import { attempt, refused, text } from '#lib/server/forms.ts';
import { requireMember } from '#lib/server/session.ts';
import type { Actions, PageServerLoad } from './$types';

const STEPS = ['codes', 'languages', 'interests'] as const;
type Step = (typeof STEPS)[number];

/**
 * The arrival of a newcomer, one step at a time, each to be skipped; with `token` the link that the first start printed,
 * which makes its bearer the first administrator.
 */
export const load: PageServerLoad = async (event) => {
  const { session, api } = event.locals;
  const token = event.url.searchParams.get('token');
  if (token !== null) return { alone: true, token, here: event.url.pathname + event.url.search };
  const { person } = requireMember(event);
  const steps = STEPS.filter((step) => step !== 'codes' || person.email === null);
  const asked = steps.find((one) => one === event.url.searchParams.get('step'));
  const step = asked ?? goTo(event, needsCodes(person) ? 'codes' : 'languages');
  const channels = step === 'interests' ? (await api('GET /channels')).items : [];
  return {
    alone: true,
    token: null,
    step,
    steps,
    channels,
    person,
    languages: session.languages,
    to: targetOf(event),
  };
};

export const actions = {
  founder: async (event) => {
    requireMember(event);
    const token = event.url.searchParams.get('token') ?? '';
    const answer = await attempt(() => event.locals.api('PUT /community/founder', { body: { token } }));
    if (refused(answer)) return answer;
    redirect(303, `${event.locals.prefix}/admin`);
  },
  codes: async (event) => {
    requireMember(event);
    return attempt(() => event.locals.api('POST /me/recovery-codes', { body: {} }));
  },
  kept: async (event) => {
    const form = await event.request.formData();
    const codes = form.getAll('codes').filter((value) => typeof value === 'string');
    if (!form.has('kept')) return fail(422, { codes, unconfirmed: true });
    goTo(event, 'languages');
  },
  languages: async (event) => {
    requireMember(event);
    const form = await event.request.formData();
    const spoken = spokenIn(form);
    const secondName = text(form, 'secondName').trim() || null;
    const kept = { spoken, secondName: secondName ?? '' };
    const answer = await attempt(async () => {
      await saveSpoken(event, spoken);
      await event.locals.api('PATCH /me', { body: { secondName } });
    }, kept);
    if (refused(answer)) return answer;
    // A button of the list was pressed, not the one that goes on.
    goTo(event, form.has('wish') ? 'languages' : 'interests');
  },
  interests: async (event) => {
    requireMember(event);
    const form = await event.request.formData();
    const chosen = form.getAll('interests').filter((value) => typeof value === 'string');
    const interests = form.has('skip') ? undefined : chosen;
    const answer = await attempt(() => event.locals.api('PATCH /me', { body: { interests, arrived: true } }));
    return refused(answer) ? answer : redirect(303, targetOf(event));
  },
} satisfies Actions;

/** Who has no address and no codes would be locked out for good by a lost phone or a forgotten password. */
function needsCodes(person: { email: string | null; recoveryCodes: number }): boolean {
  return person.email === null && person.recoveryCodes === 0;
}

function goTo(event: RequestEvent, step: Step): never {
  redirect(303, `${event.locals.prefix}/welcome?step=${step}&to=${encodeURIComponent(targetOf(event))}`);
}
