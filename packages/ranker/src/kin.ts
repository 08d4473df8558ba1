import type { ContentIndex } from './content-index.ts';
import type { ItemGraph } from './item-graph.ts';
import { Rows, type Row } from './rows.ts';
import { Scores } from './scores.ts';

export interface KinOptions {
  /** So many of the nearest are kept of each note. */
  kept?: number;
  lengths?: ArrayLike<number>;
}

/**
 * For notes that nobody engaged with yet, the notes with readers that read most like them: what a reader's graph says of
 * those it says of the new one, so that a note stands where its readers will be before it has any.
 */
export class Kin {
  readonly #rows: Rows;
  readonly #row: Row;
  readonly #near = new Scores();
  readonly #kept: number;
  readonly #lengths: ArrayLike<number> | undefined;
  /** Notes that have kin. */
  readonly #notes = new Set<number>();

  constructor({ kept = 20, lengths }: KinOptions = {}) {
    this.#kept = kept;
    this.#lengths = lengths;
    this.#rows = new Rows({ neighbours: kept, precision: 32 });
    this.#row = this.#rows.blank();
  }

  get size(): number {
    return this.#notes.size;
  }

  /** Looks for the kin of a note: once when it comes, which takes as long as `content.similar`. */
  put(note: number, { graph, content }: { graph: ItemGraph; content: ContentIndex }): void {
    const near = this.#near;
    near.clear();
    if (content.lengthOf(note) === 0) return;
    content.similar(note, near, this.#lengths ? { lengths: this.#lengths } : {});
    for (const other of near.touched) if (graph.popularity(other) === 0) near.drop(other);
    const row = this.#row;
    row.count = 0;
    for (const other of near.best(this.#kept)) {
      if (near.get(other) <= Number.MIN_VALUE) break;
      row.items[row.count] = other;
      row.weights[row.count] = near.get(other) ** 2;
      row.count += 1;
    }
    if (row.count === 0) return;
    this.#rows.write(note, row);
    this.#notes.add(note);
  }

  /** A note that has readers of its own needs no kin any more. */
  forget(note: number): void {
    this.#rows.write(note, { ...this.#row, count: 0 });
    this.#notes.delete(note);
  }

  /** Adds to `into` for each note with kin what `walked` says of them, the nearer the more. */
  score(walked: Scores, into: Scores): void {
    for (const note of this.#notes) {
      const { count, items, weights } = this.#rows.read(note, this.#row);
      let sum = 0;
      for (let at = 0; at < count; at += 1) sum += weights[at]! * walked.get(items[at]!);
      if (sum > 0) into.add(note, sum);
    }
  }
}
