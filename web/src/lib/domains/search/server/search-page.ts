import type { RequestEvent } from '@sveltejs/kit';
import { feedTabs } from '#lib/domains/feed/server/pages.ts';

/** What `q` finds; null where nothing is asked yet. */
export async function searchPage({ locals, url }: Pick<RequestEvent, 'locals' | 'url'>) {
  const q = (url.searchParams.get('q') ?? '').trim().slice(0, 200).toWellFormed();
  const cursor = url.searchParams.get('cursor') ?? undefined;
  const [found, { topics }] = await Promise.all([
    q ? locals.api('GET /search', { query: { q, cursor } }) : null,
    feedTabs({ locals }),
  ]);
  return { q, found, topics };
}
