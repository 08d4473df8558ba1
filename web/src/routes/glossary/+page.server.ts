import { redirect } from '@sveltejs/kit';
import { perform } from '#lib/domains/glossary/perform.ts';
import { attempt, refused, text } from '#lib/server/forms.ts';
import { requireMember } from '#lib/server/session.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const state = url.searchParams.get('state') === 'open' ? 'open' : 'accepted';
  const term = url.searchParams.get('term') ?? undefined;
  const cursor = url.searchParams.get('cursor') ?? undefined;
  const [terms, channels] = await Promise.all([
    locals.api('GET /glossary', { query: { state, term, cursor } }),
    locals.api('GET /channels'),
  ]);
  const named = channels.items.map(({ slug, names }) => ({ slug, name: names[locals.locale] }));
  return { terms, channels: named, state, term: term ?? null };
};

const FIELDS = ['term', 'from', 'to', 'translation', 'channel', 'note', 'example'] as const;

export const actions: Actions = {
  default: async (event) => {
    requireMember(event);
    const form = await event.request.formData();
    const kept = Object.fromEntries(FIELDS.map((name) => [name, text(form, name)]));
    const done = await attempt(() => perform(event.locals.api, form), kept);
    if (refused(done)) return done;
    const { pathname, search } = event.url;
    const proposed = text(form, 'do') === 'propose';
    redirect(303, pathname + (proposed ? `?term=${encodeURIComponent(text(form, 'term').trim())}` : search));
  },
};
