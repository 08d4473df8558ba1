import type { Place } from './sender.ts';

/** A note of the feed that was opened, perhaps in another tab. */
export interface Opened extends Place {
  author: string;
}

const KEY = 'feed-opened';
const MOST = 30;
/** Signals are taken for a day. */
const GOOD_MS = 24 * 3600_000;

type Stored = Opened & { at: number };

/** Remembers, in this browser only, from where in the feed a note was opened. */
export function keepOpened(opened: Opened): void {
  const others = stored().filter(({ note }) => note !== opened.note);
  try {
    localStorage.setItem(KEY, JSON.stringify([{ ...opened, at: Date.now() }, ...others].slice(0, MOST)));
  } catch (error) {
    // A browser that keeps nothing: then nothing is told of that tab.
    if (!(error instanceof DOMException)) throw error;
  }
}

/** From where in the feed this note was opened within a day; null where it was not. */
export function openedFrom(id: string): Opened | null {
  return stored().find(({ note }) => note === id) ?? null;
}

function stored(): Stored[] {
  try {
    const all = JSON.parse(localStorage.getItem(KEY) ?? '[]') as Stored[];
    return all.filter(({ at }) => Date.now() - at < GOOD_MS);
  } catch (error) {
    // Closed to pages, or written by something else.
    if (error instanceof DOMException || error instanceof SyntaxError || error instanceof TypeError)
      return [];
    throw error;
  }
}
