import { contentOf, emptyContent, firstWords, isEmpty } from '#lib/domains/notes/compose/content.ts';
import { FIRST_BACKGROUND, picturesOf } from '#lib/domains/notes/compose/server/compose-page.ts';
import { attempt, refused, text } from '#lib/server/forms.ts';
import { requireMember } from '#lib/server/session.ts';
import type { Actions, PageServerLoad } from './$types';

/** One's drafts, newest first, each with its first picture. */
export const load: PageServerLoad = async (event) => {
  event.depends('compose:drafts');
  const me = requireMember(event).person.id;
  const { items } = await event.locals.api('GET /drafts');
  const drafts = await Promise.all(
    items.map(async ({ id, savedAt, content: saved }) => {
      const content = contentOf(saved, emptyContent(FIRST_BACKGROUND));
      const [picture = null] = await picturesOf(event, { media: content.media.slice(0, 1) });
      const { mode, background, media } = content;
      return {
        id,
        savedAt,
        words: firstWords(content),
        mode,
        background,
        pictures: media.length,
        picture,
        content: saved,
        empty: isEmpty(content),
      };
    }),
  );
  return { me, drafts: drafts.filter(({ empty }) => !empty) };
};

export const actions = {
  remove: async ({ request, locals }) => {
    const id = text(await request.formData(), 'id');
    const answer = await attempt(() => locals.api('DELETE /drafts/:id', { params: { id } }));
    if (refused(answer)) return answer;
  },
} satisfies Actions;
