import type { Card } from '@jujube/contract';

/** Where a note goes: in front of one that is on the board, behind one, or on top. */
export interface Place {
  before?: string;
  after?: string;
}

/**
 * The order of the notes on a board while it is being changed: shown at once, told to the API in turn, taken back when
 * that fails.
 */
export class BoardOrder {
  notes = $state.raw<Card[]>([]);
  #put: (note: string, place: Place) => Promise<void>;
  #last: Promise<void> = Promise.resolve();

  /** @param put tells the API where a note goes */
  constructor(notes: Card[], put: (note: string, place: Place) => Promise<void>) {
    this.notes = notes;
    this.#put = put;
  }

  /** Moves the note at one place to another (both counted from 0) without telling anybody. Answers where it is now. */
  shift(from: number, to: number): number {
    const at = Math.max(0, Math.min(this.notes.length - 1, to));
    const note = this.notes[from];
    if (note && at !== from) this.notes = this.notes.toSpliced(from, 1).toSpliced(at, 0, note);
    return at;
  }

  /** Keeps a note where it is now; one after the other. @throws what the API refuses, with the order as it was before */
  keep(id: string, before: readonly Card[]): Promise<void> {
    const place = placeOf(this.notes, id);
    const kept = Promise.allSettled([this.#last]).then(() => this.#put(id, place));
    this.#last = kept;
    return kept.catch((error: unknown) => {
      this.notes = [...before];
      throw error;
    });
  }
}

/** The place of a note by its neighbours. */
export function placeOf(notes: readonly { id: string }[], id: string): Place {
  const at = notes.findIndex((note) => note.id === id);
  const [above, below] = [notes[at - 1], notes[at + 1]];
  if (!above) return below ? { before: below.id } : {};
  return { after: above.id };
}
