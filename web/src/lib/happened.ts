import { tabStore } from './tab-store.ts';

/** What one did to a note or a person, for lists that were loaded before. */
export interface Happening {
  /** ms since 1970. */
  at: number;
  /** Nobody sees it any more here (deleted, blocked), or only lists leave it out (hidden, muted). */
  gone?: 'everywhere' | 'lists';
  /** A note's marks and their counters, as they are now. */
  marks?: object;
}

export type Subject = `note:${string}` | `person:${string}`;

/** Remembers what was done; kept with the tab, as the lists are. */
export function remember(subject: Subject, what: Omit<Happening, 'at'>): void {
  const all = store.read();
  const before = all[subject];
  delete all[subject];
  const marks = { ...before?.marks, ...what.marks };
  all[subject] = { ...before, ...what, marks, at: Date.now() };
  store.write(Object.fromEntries(Object.entries(all).slice(-MOST)));
}

/** It was taken back: lists that left it out for this have it again. */
export function takenBack(subject: Subject): void {
  const all = store.read();
  delete all[subject]?.gone;
  store.write(all);
  for (const back of waysBack.get(subject) ?? []) back();
  waysBack.delete(subject);
}

/** What was done to it after a time (ms since 1970). */
export function happenedTo(subject: Subject, since: number): Happening | undefined {
  const one = store.read()[subject];
  return one && one.at > since ? one : undefined;
}

/** Calls `back` when it is taken back. */
export function onTakenBack(subject: Subject, back: () => void): void {
  waysBack.set(subject, [...(waysBack.get(subject) ?? []), back]);
}

/** More than one does in a visit; what is older is in nobody's way Back. */
const MOST = 500;
const store = tabStore<Record<string, Happening>>('happened', {});

// In the browser only: nothing on the server remembers.
const waysBack = new Map<Subject, (() => void)[]>();
