import type { Card } from '@jujube/contract';
import { happenedTo, type Subject } from '#lib/happened.ts';
import { tabStore } from '#lib/tab-store.ts';
import type { NoteList } from './note-list.svelte.ts';

interface LeftOut {
  /** When the list was loaded, which tells lists apart. */
  list: number;
  subject: Subject;
  card: Card;
  /** Ids of those that came after it, the nearest first. */
  next: string[];
}

/** Takes a note out of a list for what was done, and keeps its place should that be taken back. Answers the way back. */
export function leaveOut(list: NoteList, subject: Subject, card: Card): () => void {
  const from = list.items.indexOf(card);
  const next = list.items.slice(from + 1, from + 1 + NEIGHBOURS).map(({ id }) => id);
  store.write([...store.read(), { list: list.at, subject, card, next }].slice(-MOST));
  return list.remove(card.id);
}

/** Puts into a list what it left out for something that was taken back since. */
export function takeIn(list: NoteList): void {
  const all = store.read();
  const back = all.filter((one) => one.list === list.at && !happenedTo(one.subject, list.at)?.gone);
  if (back.length === 0) return;
  store.write(all.filter((one) => !back.includes(one)));
  // The last to leave comes first: others may have left beside it.
  for (const { card, next } of back.toReversed()) {
    if (list.items.some(({ id }) => id === card.id)) continue;
    const at = list.items.findIndex(({ id }) => next.includes(id));
    list.items = list.items.toSpliced(at < 0 ? list.items.length : at, 0, card);
  }
}

/** A list was chosen anew from some card on, and counts as loaded now. */
export function follows(before: number, list: NoteList): void {
  store.write(store.read().map((one) => (one.list === before ? { ...one, list: list.at } : one)));
}

/** So many of one person's notes in a row are not expected. */
const NEIGHBOURS = 12;
/** A card is about a kilobyte; more is in nobody's way Back. */
const MOST = 200;
const store = tabStore<LeftOut[]>('left-out', []);
