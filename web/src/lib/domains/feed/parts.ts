import type { Component } from 'svelte';
import type { CardPage } from '#lib/domains/notes/note-list.svelte.ts';

/** What a feed shows besides notes: fetched only where it is needed. */
export interface FeedParts {
  End?: Component;
  Empty?: Component;
  EmptyChannel?: Component<{ channel: string }>;
  /** Above the notes of everything, for members who have a use for it. */
  Dial?: Component | undefined;
}

interface Loaded {
  feed: CardPage;
  channel: string | null;
  dial?: boolean;
}

/** The parts that this page of a feed needs from the start; `further` where it is not the first. */
export async function feedParts({ feed, channel, dial }: Loaded, further: boolean): Promise<FeedParts> {
  const Dial = dial && !further ? (await import('./asks/FeedDial.svelte')).default : undefined;
  if (feed.cursor !== null) return { Dial };
  const End = (await import('./FeedEnd.svelte')).default as Component;
  if (feed.items.length > 0) return { End, Dial };
  if (further) return { Empty: End };
  if (channel) return { EmptyChannel: (await import('./EmptyChannel.svelte')).default };
  return { Empty: (await import('./EmptyCommunity.svelte')).default };
}
