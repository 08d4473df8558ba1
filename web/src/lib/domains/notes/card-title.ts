import type { Card } from '@jujube/contract';
import * as m from '#lib/paraglide/messages.js';
import { tileOf, type Tile } from '#lib/ui/masonry.ts';

type Titled = Pick<Card, 'shown' | 'text' | 'cover'>;

/** Whether the words below a card are not its author's own in that language. */
export function isTranslated({ shown }: Pick<Card, 'shown'>): boolean {
  return shown.state !== 'original' && shown.state !== 'author';
}

/** The words below a card: none where the card itself shows the same ones. */
export function captionOf(card: Titled): string {
  const onTheCard = card.text !== null && card.shown.state === 'original';
  return onTheCard ? '' : card.shown.title.trim();
}

/** How the card lies in the grid. */
export function tileFor(card: Titled): Tile {
  const caption = captionOf(card);
  return tileOf(
    card.cover,
    caption && isTranslated(card) ? `${m.explore_translated_mark()} ${caption}` : caption,
  );
}
