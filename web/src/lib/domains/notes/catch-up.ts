import type { Card } from '@jujube/contract';
import { askedSince, follow } from '#lib/domains/feed/asks/follow.ts';
import { happenedTo, onTakenBack, type Subject } from '#lib/happened.ts';
import { follows, leaveOut, takeIn } from './left-out.ts';
import type { NoteList } from './note-list.svelte.ts';

/**
 * A list that came back as it was left learns what its reader did since: notes that are gone leave it, hearts agree, and
 * what they asked of their feed holds for what they have not come to.
 *
 * @param chosen it is of somebody's or something's own notes: what was only hidden or muted stays in it
 */
export function catchUp(list: NoteList, chosen: boolean): void {
  takeIn(list);
  list.items = marked(list.items, list.at);
  for (const card of list.items) {
    const subjects = [`note:${card.id}`, `person:${card.author.id}`] as const;
    const subject = subjects.find((one) => leaves(one, list, chosen));
    if (subject) onTakenBack(subject, leaveOut(list, subject, card));
  }
  const { at } = list;
  if (askedSince(at)) void follow(list).then(() => follows(at, list));
}

function leaves(subject: Subject, { at }: NoteList, chosen: boolean): boolean {
  const gone = happenedTo(subject, at)?.gone;
  return gone === 'everywhere' || (gone === 'lists' && !chosen);
}

/** The cards with what their reader marked after a time (ms since 1970). */
export function marked(cards: Card[], since: number): Card[] {
  return cards.map((card) => ({ ...card, ...happenedTo(`note:${card.id}`, since)?.marks }));
}
