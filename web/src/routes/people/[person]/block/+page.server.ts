import { redirect, type RequestEvent } from '@sveltejs/kit';
import { attempt, refused } from '#lib/server/forms.ts';
import { requireMember } from '#lib/server/session.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
  requireMember(event);
};

export const actions = {
  block: (event) => change(event, 'PUT /people/:person/block'),
  unblock: (event) => change(event, 'DELETE /people/:person/block'),
  mute: (event) => change(event, 'PUT /people/:person/mute'),
  unmute: (event) => change(event, 'DELETE /people/:person/mute'),
} satisfies Actions;

type Change = `${'PUT' | 'DELETE'} /people/:person/${'block' | 'mute'}`;

async function change(event: RequestEvent, key: Change) {
  requireMember(event);
  const person = event.params.person!;
  const answer = await attempt(() => event.locals.api(key, { params: { person } }));
  if (refused(answer)) return answer;
  redirect(303, `${event.locals.prefix}/people/${person}`);
}
