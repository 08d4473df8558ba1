import type { Card } from '@jujube/contract';

/** A card of a ranked list, with the place at which it stands. */
export interface PlacedCard extends Card {
  position?: number | undefined;
  /** The signed token of the page it came with. */
  list?: string | undefined;
}

/** A note somebody asks about, with the place at which it stood, where it stood in a ranked list. */
export type Asked = Pick<PlacedCard, 'id' | 'author' | 'list' | 'position'>;

/** Where a card stands in a ranked list, as the API is asked about it; null in any other list. */
export function placeOf(
  card: Omit<Asked, 'author'>,
): { list: string; position: number; note: string } | null {
  const { list, position, id } = card;
  return list === undefined || position === undefined ? null : { list, position, note: id };
}
