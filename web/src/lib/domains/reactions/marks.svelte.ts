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
  #underWay = new Set<string>();
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
    const { id } = note;
    if (this.#underWay.has(id)) return false;
    const before = this.of(note);
    const after = toggled(mark, before);
    this.#underWay.add(id);
    if (page.data.me) this.note(id, after);
    let known: Partial<Marked> | null = null;
    try {
      // Most who come only look: what it takes to like is fetched with the first like.
      const { react } = await import('./react.ts');
      known = await react({
        mark,
        id,
        on: mark === 'like' ? !before.liked : !before.saved,
        toasts: this.#toasts,
      });
    } finally {
      this.#underWay.delete(id);
      this.note(id, known ? { ...after, ...known } : { ...before });
    }
    return known !== null;
  }

  /** Notes what is known to have happened: a note put on a board is saved. */
  note(id: string, change: Partial<Marked>): void {
    this.#changes = { ...this.#changes, [id]: { ...this.#changes[id], ...change } };
  }
}

function toggled(mark: Mark, { liked, likes, saved, saves = 0 }: Marked): Partial<Marked> {
  if (mark === 'like') return { liked: !liked, likes: likes + (liked ? -1 : 1) };
  return { saved: !saved, saves: saves + (saved ? -1 : 1) };
}

export const [getMarks, setMarks] = createContext<Marks>();
