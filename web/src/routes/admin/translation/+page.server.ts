import { ApiError, type Problem } from '@jujube/contract/client';
import type { RequestEvent } from '@sveltejs/kit';
import { requireAdministrator } from '#lib/domains/operations/server/console.ts';
import { attempt, refused, text } from '#lib/server/forms.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireAdministrator(event);
  const { api } = event.locals;
  const [coverage, models, offered] = await Promise.all([
    api('GET /admin/translation'),
    api('GET /admin/models'),
    // Nobody's server is asked before somebody wants to know.
    event.url.searchParams.has('offers') ? offersOf(event) : { offers: null, problem: null },
  ]);
  return { coverage, models, ...offered };
};

/** What the published index offers, or why that cannot be said; the page shows the rest either way. */
async function offersOf({ locals }: RequestEvent) {
  try {
    const { offers } = await locals.api('GET /admin/models/offers');
    return { offers, problem: null };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { offers: null, problem: error.problem as Problem };
  }
}

/** A form about one model. */
function about(work: (api: App.Locals['api'], params: { pair: string }) => Promise<unknown>) {
  return async (event: RequestEvent) => {
    requireAdministrator(event);
    const pair = text(await event.request.formData(), 'pair');
    const answer = await attempt(() => work(event.locals.api, { pair }));
    return refused(answer) ? answer : { pair };
  };
}

export const actions = {
  fetch: async (event) => {
    const answer = await about((api, params) => api('PUT /admin/models/:pair/download', { params }))(event);
    return refused(answer) ? answer : { ...answer, did: 'fetch' as const };
  },
  stop: async (event) => {
    const answer = await about((api, params) => api('DELETE /admin/models/:pair/download', { params }))(
      event,
    );
    return refused(answer) ? answer : { ...answer, did: 'stop' as const };
  },
  remove: async (event) => {
    const answer = await about((api, params) => api('DELETE /admin/models/:pair', { params }))(event);
    return refused(answer) ? answer : { ...answer, did: 'remove' as const };
  },
} satisfies Actions;
