import type { Card } from '@jujube/contract';
import { api } from '#lib/api.ts';
import { isExpected } from '#lib/expected.ts';
import type { NoteList } from '#lib/domains/notes/note-list.svelte.ts';
import { placeOf } from './placed.ts';
import { withPlaces } from './with-places.ts';

let askedAt = 0;

/** Says that what lists show next is to be chosen anew, also lists that are not on the page now. */
export function tellLists(): void {
  askedAt = Date.now();
}

/** Whether the reader asked something of their feed since then (ms since 1970), in this tab. */
export function askedSince(time: number): boolean {
  return askedAt > time;
}

/**
 * What a reader asked for holds from the next card on: cards that they have not come to give way to others. What they
 * have seen stays where it is. A list in no ranked order is left alone.
 *
 * @param wasSeen where somebody keeps the count of it, whether a card has been in view before
 */
export async function follow(list: NoteList, wasSeen?: (id: string) => boolean): Promise<void> {
  const { items } = list;
  const from = firstUnseen(items, wasSeen);
  const place = items[from] && placeOf(items[from]);
  if (!place) return;
  try {
    const next = withPlaces(
      await api('GET /feed/explore', { query: { list: place.list, after: place.position - 1 } }),
    );
    // Meanwhile the reader may have come further, or the list may have grown: what stands there now counts.
    const seen = list.items.slice(0, Math.max(from, firstUnseen(list.items, wasSeen)));
    const known = new Set(seen.map(({ id }) => id));
    list.items = [...seen, ...next.items.filter(({ id }) => !known.has(id))];
    list.cursor = next.cursor;
    list.at = Date.now();
  } catch (error) {
    // The next page follows as well; these cards only do so sooner.
    if (!isExpected(error)) throw error;
  }
}

/** Index of the first card that has not been in view. */
function firstUnseen(cards: readonly Card[], wasSeen: (id: string) => boolean = () => false): number {
  const last = cards.findLastIndex(({ id }) => {
    const card = document.getElementById(`n${id}`);
    return wasSeen(id) || (card !== null && card.getBoundingClientRect().top < innerHeight);
  });
  return last + 1;
}
