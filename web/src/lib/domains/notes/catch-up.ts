import type { Card } from '@jujube/contract';
import { askedSince, follow } from '#lib/domains/feed/asks/follow.ts';
import { happenedTo, onTakenBack } from '#lib/happened.ts';
import type { NoteList } from './note-list.svelte.ts';

/**
 * A list that came back as it was left learns what its reader did since: notes that are gone leave it, hearts agree, and
 * what they asked of their feed holds for what they have not come to.
 *
 * @param chosen it is of somebody's or something's own notes: what was only hidden or muted stays in it
 */
export function catchUp(list: NoteList, chosen: boolean): void {
  list.cards = marked(list.cards, list.at);
  for (const { id, author } of list.cards) {
    for (const subject of [`note:${id}`, `person:${author.id}`] as const) {
      const gone = happenedTo(subject, list.at)?.gone;
      if (gone === 'everywhere' || (gone && !chosen)) onTakenBack(subject, list.remove(id));
    }
  }
  if (askedSince(list.at)) void follow(list);
}

/** The cards with what their reader marked after a time (ms since 1970). */
export function marked(cards: Card[], since: number): Card[] {
  return cards.map((card) => ({ ...card, ...happenedTo(`note:${card.id}`, since)?.marks }));
}
