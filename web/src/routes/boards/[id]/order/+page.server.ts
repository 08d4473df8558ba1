import { ownBoard } from '#lib/domains/boards/server/own.ts';
import { attempt, text } from '#lib/server/forms.ts';
import { requireMember } from '#lib/server/session.ts';
import type { Actions, PageServerLoad } from './$types';

/** As many at once as the API gives: an order is made looking at all of it. */
const AT_ONCE = 100;

export const load: PageServerLoad = async (event) => {
  const board = await ownBoard(event);
  const cursor = event.url.searchParams.get('cursor') ?? undefined;
  const notes = await event.locals.api('GET /boards/:id/notes', {
    params: { id: board.id },
    query: { limit: AT_ONCE, cursor },
  });
  return { board, notes };
};

export const actions = {
  /** One note, one place up or down, or off the board. */
  move: async (event) => {
    requireMember(event);
    const { locals, params } = event;
    const form = await event.request.formData();
    const at = { id: params.id, note: text(form, 'note') };
    const [above, below] = [text(form, 'above'), text(form, 'below')];
    return attempt(async () => {
      if (text(form, 'do') === 'off')
        return void (await locals.api('DELETE /boards/:id/notes/:note', { params: at }));
      const body = text(form, 'do') === 'up' ? { before: above } : { after: below };
      await locals.api('PUT /boards/:id/notes/:note', { params: at, body });
    });
  },
} satisfies Actions;
