import type { Trail, WalkOptions } from './graph-settings.ts';
import type { ItemGraph } from './item-graph.ts';
import { Scores } from './scores.ts';
import type { Tastes } from './tastes.ts';

export interface RelationSettings {
  /** So many of the notes that the graph points at most are asked how well they fit. */
  asked: number;
  /** Weight of how well a note fits, beside the graph's 1. */
  taste: number;
}

export const relationDefaults: Readonly<RelationSettings> = Object.freeze({ asked: 300, taste: 0.5 });

/** What is known of notes by what readers did. */
export interface Known {
  graph: ItemGraph;
  tastes?: Tastes;
}

/**
 * How strongly what readers did relates notes to a trail: where walks from its notes end, and, among those, which are
 * for readers of this kind. Each counts as a share of its own highest.
 */
export class Relation {
  readonly settings: Readonly<RelationSettings>;
  readonly #walked = new Scores();
  readonly #fits: Float64Array;

  constructor(settings: Partial<RelationSettings> = {}) {
    this.settings = Object.freeze({ ...relationDefaults, ...settings });
    this.#fits = new Float64Array(this.settings.asked);
  }

  /**
   * Adds to `into` for every note that is related, but for those of the trail. Without `tastes` the graph alone speaks.
   * `fairness` above 0 favours what fewer have found yet.
   */
  score({ graph, tastes, fairness = 0 }: Known & WalkOptions, trail: Trail, into: Scores): void {
    const walked = this.#walked;
    walked.clear();
    graph.walk(trail, walked, { fairness });
    for (let at = 0; at < trail.notes.length; at += 1) walked.drop(trail.notes[at]!);
    const notes = related(walked.best(this.settings.asked), walked);
    if (notes.length === 0) return;
    const highest = walked.get(notes[0]!);
    for (const note of walked.touched) {
      if (walked.get(note) > Number.MIN_VALUE) into.add(note, walked.get(note) / highest);
    }
    if (!tastes || this.settings.taste === 0) return;
    const fits = this.#fits.subarray(0, notes.length);
    const popularity = (note: number) => graph.popularity(note);
    tastes.fit(trail, { notes, popularity, fits });
    if (fairness !== 0) notes.forEach((note, at) => (fits[at]! *= popularity(note) ** -fairness));
    const most = fits.reduce((highest, fit) => Math.max(highest, fit), 0);
    if (most > 0) notes.forEach((note, at) => into.add(note, (this.settings.taste / most) * fits[at]!));
  }
}

/** Without what was dropped, which stands last. */
function related(notes: Int32Array, walked: Scores): Int32Array {
  let count = notes.length;
  while (count > 0 && walked.get(notes[count - 1]!) <= Number.MIN_VALUE) count -= 1;
  return notes.subarray(0, count);
}
