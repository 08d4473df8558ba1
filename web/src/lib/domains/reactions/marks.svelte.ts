import { createContext } from 'svelte';
import { page } from '$app/state';
import { api } from '#lib/api.ts';
import type { Act } from '#lib/domains/people/pending.ts';
import { problemText } from '#lib/problem-text.ts';
import type { Toasts } from '#lib/ui/toasts.svelte.ts';

/** What a reader has marked on a note, and its counters, as the API answers them. */
export interface Marked {
  id: string;
  liked: boolean;
  likes: number;
  saved: boolean;
  saves?: number;
}

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

  /** Likes the note, or takes the like back. Answers whether that was done. */
  async like(note: Marked): Promise<boolean> {
    const { id, liked, likes } = this.of(note);
    const act: Act = { kind: liked ? 'unlike' : 'like', note: id };
    return this.#do(
      act,
      { id, before: { liked, likes }, after: { liked: !liked, likes: likes + (liked ? -1 : 1) } },
      async () => {
        const params = { id };
        return liked ? api('DELETE /notes/:id/like', { params }) : api('PUT /notes/:id/like', { params });
      },
    );
  }

  /** Saves the note, or takes it out of what one saved. Answers whether that was done. */
  async save(note: Marked): Promise<boolean> {
    const { id, saved, saves = 0 } = this.of(note);
    const act: Act = { kind: saved ? 'unsave' : 'save', note: id };
    const after = { saved: !saved, saves: saves + (saved ? -1 : 1) };
    return this.#do(act, { id, before: { saved, saves }, after }, async () => {
      await api(saved ? 'DELETE /notes/:id/save' : 'PUT /notes/:id/save', { params: { id } });
      return after;
    });
  }

  /** Notes what is known to have happened: a note put on a board is saved. */
  note(id: string, change: Partial<Marked>): void {
    this.#changes = { ...this.#changes, [id]: { ...this.#changes[id], ...change } };
  }

  async #do(act: Act, change: Change, call: () => Promise<Partial<Marked>>): Promise<boolean> {
    const { id, before, after } = change;
    if (!page.data.me) {
      const { askFirst } = await import('#lib/domains/people/ask-first.ts');
      await askFirst(act);
      return false;
    }
    if (this.#underWay.has(id)) return false;
    this.#underWay.add(id);
    this.note(id, after);
    try {
      this.note(id, await call());
      return true;
    } catch (error) {
      this.note(id, before);
      this.#toasts.show(problemText(error), { kind: 'danger' });
      return false;
    } finally {
      this.#underWay.delete(id);
    }
  }
}

interface Change {
  id: string;
  before: Partial<Marked>;
  after: Partial<Marked>;
}

export const [getMarks, setMarks] = createContext<Marks>();
