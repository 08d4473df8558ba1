import type { CardPage } from '#lib/domains/notes/note-list.svelte.ts';
import type { PlacedCard } from './placed.ts';

/** A page of a ranked list, each card with its token: cards are moved about, and kept for Back. */
export function withPlaces({ items, cursor, list }: CardPage & { list: string }): CardPage {
  return { items: items.map((card): PlacedCard => ({ ...card, list })), cursor };
}
