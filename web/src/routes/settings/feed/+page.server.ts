import { fail } from '@sveltejs/kit';
import { algorithmIn, dialIn, slidersIn, wishIn } from '#lib/domains/feed/server/settings-form.ts';
import { readsAll } from '#lib/domains/feed/server/languages.ts';
import { presetWords } from '#lib/domains/feed/settings/presets.ts';
import * as m from '#lib/paraglide/messages.js';
import { attempt, refused, text } from '#lib/server/forms.ts';
import { requireMember } from '#lib/server/session.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const session = requireMember(event);
  const settings = await event.locals.api('GET /feed/settings');
  const { name, preset } = settings;
  return {
    settings,
    algorithm: name ?? (preset ? presetWords(preset) : m.feed_preset_own()),
    readsAll: readsAll(session.languages),
  };
};

type Event = Parameters<Actions[string]>[0];
type Change = Parameters<typeof changeBy>[1];

/** Each answer says which form it is of (`of`), where something is wrong. */
async function changeBy(
  { locals }: Event,
  body: NonNullable<Parameters<typeof locals.api<'PATCH /feed/settings'>>[1]>['body'],
) {
  const answer = await attempt(() => locals.api('PATCH /feed/settings', { body }));
  return refused(answer) ? fail(answer.status, { of: 'settings', problem: answer.data.problem.title }) : {};
}

export const actions = {
  order: async (event) => {
    requireMember(event);
    return changeBy(event, { off: (await event.request.formData()).has('off') } satisfies Change);
  },
  dial: async (event) => {
    requireMember(event);
    return changeBy(event, { dial: dialIn(await event.request.formData()) } satisfies Change);
  },
  sliders: async (event) => {
    requireMember(event);
    return changeBy(event, {
      sliders: slidersIn(await event.request.formData()),
      name: null,
    } satisfies Change);
  },
  algorithm: async (event) => {
    requireMember(event);
    const wrong = () => fail(422, { of: 'algorithm', problem: m.feed_file_wrong() });
    const body = await algorithmIn(await event.request.formData());
    if (!body) return wrong();
    const answer = await attempt(() => event.locals.api('PUT /feed/algorithm', { body }));
    return refused(answer) ? wrong() : { done: 'algorithm', name: answer.name ?? '' };
  },
  word: async (event) => {
    requireMember(event);
    const word = text(await event.request.formData(), 'word');
    const { words } = await event.locals.api('GET /feed/settings');
    const answer = await attempt(() =>
      event.locals.api('PATCH /feed/settings', { body: { words: [...words, word] } }),
    );
    return refused(answer)
      ? fail(answer.status, { of: 'word', problem: answer.data.problem.title, word })
      : {};
  },
  unword: async (event) => {
    requireMember(event);
    const word = text(await event.request.formData(), 'word');
    const { words } = await event.locals.api('GET /feed/settings');
    return changeBy(event, { words: words.filter((one) => one !== word) });
  },
  forget: async (event) => {
    requireMember(event);
    const params = wishIn(await event.request.formData());
    await event.locals.api('DELETE /feed/wishes/:kind/:key', { params });
  },
  reset: async (event) => {
    requireMember(event);
    if (!(await event.request.formData()).has('sure'))
      return fail(422, { of: 'reset', problem: m.feed_reset_unsure() });
    await event.locals.api('POST /feed/reset');
    return { done: 'reset' };
  },
  takeback: async (event) => {
    requireMember(event);
    const answer = await attempt(() => event.locals.api('DELETE /feed/reset'));
    return refused(answer)
      ? fail(answer.status, { of: 'takeback', problem: answer.data.problem.title })
      : { done: 'back' };
  },
} satisfies Actions;
