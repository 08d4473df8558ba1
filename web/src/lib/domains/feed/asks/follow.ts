import { api, ApiError } from '#lib/api.ts';
import type { NoteList } from '#lib/domains/notes/note-list.svelte.ts';
import { placeOf, withPlaces } from './placed.ts';

/** Where the page remembers that a reader asked for something else, for lists that are kept for Back. */
const ASKED = 'asked';

/** Says that what lists show next is to be asked for anew, also where the list is not on the page now. */
export function tellLists(): void {
  const { dataset } = document.documentElement;
  dataset[ASKED] = String(Number(dataset[ASKED] ?? 0) + 1);
}

/**
 * What a reader asked for holds from the next card on: cards that they have not come to give way to others. What they
 * have seen stays where it is. A list in no ranked order is left alone.
 */
export async function follow(list: NoteList): Promise<void> {
  const { cards } = list;
  const from = firstUnseen(cards.map(({ id }) => id));
  const place = cards[from] && placeOf(cards[from]);
  if (!place) return;
  try {
    const next = withPlaces(
      await api('GET /feed/explore', { query: { list: place.list, from: place.position } }),
    );
    // Meanwhile the reader may have come further, or the list may have grown: what stands there now counts.
    const seen = list.cards.slice(0, Math.max(from, firstUnseen(list.cards.map(({ id }) => id))));
    const known = new Set(seen.map(({ id }) => id));
    list.cards = [...seen, ...next.items.filter(({ id }) => !known.has(id))];
    list.cursor = next.cursor;
  } catch (error) {
    // The next page follows as well; these cards only do so sooner.
    if (!(error instanceof TypeError) && !(error instanceof ApiError)) throw error;
  }
}

/** Index of the first card that has not been in view. */
function firstUnseen(ids: readonly string[]): number {
  const last = ids.findLastIndex((id) => {
    const card = document.getElementById(`n${id}`);
    return card !== null && card.getBoundingClientRect().top < innerHeight;
  });
  return last + 1;
}
