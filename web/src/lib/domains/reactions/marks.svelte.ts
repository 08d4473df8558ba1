import { createContext } from 'svelte';
import { page } from '$app/state';
import type { Toasts } from '#lib/ui/toasts.svelte.ts';

/** What a reader has marked on a note, and its counters, as the API answers them. */
export interface Marked {
  id: string;
  liked: boolean;
  likes: number;
  saved: boolean;
  saves?: number;
}

export type Mark = 'like' | 'save';

/** The field that says whether it is set. */
export const MARKED = { like: 'liked', save: 'saved' } as const;

/**
 * Likes and saves of the notes on a page: shown at once, taken back when they fail, and the same wherever the note
 * stands (on its card, and in the note over the feed). Visitors are taken to sign-up.
 */
export class Marks {
  #changes = $state.raw<Record<string, Partial<Marked>>>({});
  #toasts: Toasts;

  constructor(toasts: Toasts) {
    this.#toasts = toasts;
  }

  /** The note with what happened to it since it was loaded. */
  of<Note extends Marked>(note: Note): Note {
    const change = this.#changes[note.id];
    return change ? { ...note, ...change } : note;
  }

  /** Likes or saves the note, or takes that back. Answers whether that was done. */
  async toggle(mark: Mark, note: Marked): Promise<boolean> {
    const on = !this.of(note)[MARKED[mark]];
    if (page.data.me) this.turn(mark, note, on);
    // Most who come only look: what it takes to like is fetched with the first like.
    const { tap } = await import('./react.ts');
    return tap(this, { mark, note, on, toasts: this.#toasts });
  }

  /** Shows the mark as set or not, and the counter with it. */
  turn(mark: Mark, note: Marked, on: boolean): void {
    const { likes, saves = 0 } = this.of(note);
    const step = on ? 1 : -1;
    this.note(
      note.id,
      mark === 'like' ? { liked: on, likes: likes + step } : { saved: on, saves: saves + step },
    );
  }

  /** Notes what is known to have happened: a note put on a board is saved. */
  note(id: string, change: Partial<Marked>): void {
    this.#changes = { ...this.#changes, [id]: { ...this.#changes[id], ...change } };
  }
}

export const [getMarks, setMarks] = createContext<Marks>();
