import { actAction } from '#lib/domains/corrections/server/pages.ts';
import type { TextVersions } from '#lib/domains/corrections/perform.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url, depends }) => {
  depends('app:corrections');
  const { kind, text } = params as Pick<TextVersions, 'kind' | 'text'>;
  const language = url.searchParams.get('language') ?? undefined;
  return {
    versions: await locals.api('GET /texts/:kind/:text', { params: { kind, text }, query: { language } }),
  };
};

export const actions: Actions = { default: actAction };
