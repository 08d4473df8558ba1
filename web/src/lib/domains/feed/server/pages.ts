import type { RequestEvent } from '@sveltejs/kit';

type Asks = Pick<RequestEvent, 'locals' | 'url'> & { depends: (...names: `${string}:${string}`[]) => void };

/** Topics at the side of wide screens. */
const TOPICS = 8;

/** What the first page and every channel show. */
export async function explorePage({ locals, url, depends }: Asks, channel?: string) {
  depends('feed:explore');
  const cursor = url.searchParams.get('cursor') ?? undefined;
  const [feed, tabs] = await Promise.all([
    locals.api('GET /feed/explore', { query: { channel, cursor } }),
    feedTabs({ locals }),
  ]);
  return { ...tabs, feed, channel: channel ?? null, since: new Date().toISOString() };
}

/** Notes of the people one follows; null for visitors, who follow nobody. */
export async function followingPage({ locals, url, depends }: Asks) {
  depends('feed:following');
  const cursor = url.searchParams.get('cursor') ?? undefined;
  const [feed, tabs] = await Promise.all([
    locals.session.person ? locals.api('GET /feed/following', { query: { cursor } }) : null,
    feedTabs({ locals }),
  ]);
  return { ...tabs, feed };
}

/** The tabs above the feed, and the topics of the week. */
export async function feedTabs({ locals }: Pick<RequestEvent, 'locals'>) {
  const [channels, topics] = await Promise.all([
    locals.api('GET /channels'),
    locals.api('GET /topics', { query: { limit: TOPICS } }),
  ]);
  return {
    channels: channels.items.map(({ slug, names }) => ({ slug, name: names[locals.locale] ?? names.en })),
    topics: topics.items.map(({ id, name, language }) => ({ id, name, language })),
  };
}
