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

/**
 * Likes and saves of the notes on a page: shown at once, taken back when they fail, and the same wherever the note
 * stands (on its card, and in the note over the feed). Visitors are taken to sign-up.
 */
export class Marks {
  #changes = $state.raw<Record<string, Partial<Marked>>>({});
  /** The last tap on each mark that is not answered yet. */
  #last = new Map<string, Promise<Partial<Marked> | null>>();
  #toasts: Toasts;

  constructor(toasts: Toasts) {
    this.#toasts = toasts;
  }

  /** The note with what happened to it since it was loaded. */
  of<Note extends Marked>(note: Note): Note {
    const change = this.#changes[note.id];
    return change ? { ...note, ...change } : note;
  }

  /**
   * Likes or saves the note, or takes that back. Answers whether that was done. Taps on one mark are sent one after the
   * other, without those that a later tap took back before their turn; a save does not wait for a like.
   */
  async toggle(mark: Mark, note: Marked): Promise<boolean> {
    const key = `${mark}:${note.id}`;
    const on = !isOn(mark, this.of(note));
    if (page.data.me) this.note(note.id, turned(mark, this.of(note), on));
    const before = this.#last.get(key);
    const isLast = () => this.#last.get(key) === tap;
    const tap = Promise.allSettled([before]).then(async () => {
      if (!isLast()) return null;
      // Most who come only look: what it takes to like is fetched with the first like.
      const { react } = await import('./react.ts');
      return react({ mark, id: note.id, on, toasts: this.#toasts });
    });
    this.#last.set(key, tap);
    let known: Partial<Marked> | null = null;
    try {
      known = await tap;
    } finally {
      if (isLast()) {
        this.#last.delete(key);
        const now = this.of(note);
        this.note(note.id, known ?? (isOn(mark, now) === on ? turned(mark, now, !on) : {}));
      }
    }
    return known !== null;
  }

  /** Notes what is known to have happened: a note put on a board is saved. */
  note(id: string, change: Partial<Marked>): void {
    this.#changes = { ...this.#changes, [id]: { ...this.#changes[id], ...change } };
  }
}

function isOn(mark: Mark, { liked, saved }: Marked): boolean {
  return mark === 'like' ? liked : saved;
}

function turned(mark: Mark, { likes, saves = 0 }: Marked, on: boolean): Partial<Marked> {
  const step = on ? 1 : -1;
  return mark === 'like' ? { liked: on, likes: likes + step } : { saved: on, saves: saves + step };
}

export const [getMarks, setMarks] = createContext<Marks>();
