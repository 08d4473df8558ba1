import type { Component } from 'svelte';
import type { CardPage } from '#lib/domains/notes/note-list.svelte.ts';

/** What a feed shows besides notes: fetched only where it is needed. */
export interface FeedParts {
  End?: Component;
  Empty?: Component;
  EmptyChannel?: Component<{ channel: string }>;
}

interface Loaded {
  feed: CardPage;
  channel: string | null;
}

/** The parts that this page of a feed needs from the start; `further` where it is not the first. */
export async function feedParts({ feed, channel }: Loaded, further: boolean): Promise<FeedParts> {
  if (feed.cursor !== null) return {};
  const End = (await import('./FeedEnd.svelte')).default as Component;
  if (feed.items.length > 0) return { End };
  if (further) return { Empty: End };
  if (channel) return { EmptyChannel: (await import('./EmptyChannel.svelte')).default };
  return { Empty: (await import('./EmptyCommunity.svelte')).default };
}
