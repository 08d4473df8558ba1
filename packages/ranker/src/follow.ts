import type { ContentIndex } from './content-index.ts';
import type { ItemGraph } from './item-graph.ts';
import { Scores } from './scores.ts';

export interface FollowSettings {
  /** An act counts half as much after so many later ones: for the graph, and for what notes say. */
  recency: number;
  textRecency: number;
  /** Weight of what reads alike, beside the graph's 1. */
  text: number;
  /** Weight of walks from notes that read like the last ones: so words lend the graph what few acts do not give it. */
  alike: number;
  /** Of so many last acts, so many notes that read alike each. */
  alikeActs: number;
  alikeNotes: number;
}

export const followDefaults: Readonly<FollowSettings> = Object.freeze({
  recency: 2,
  textRecency: 2,
  text: 1,
  alike: 0.5,
  alikeActs: 4,
  alikeNotes: 15,
});

export interface Known {
  graph: ItemGraph;
  content: ContentIndex;
  /** `content.lengthOf` by note, where at hand. */
  lengths?: ArrayLike<number>;
}

/**
 * What is likely to follow a reader's last acts: notes that readers of them engaged with, notes that read like them, and
 * notes that readers of those engaged with. Each of the three counts as a share of its own highest, so that neither the
 * size of a community nor the length of its titles has a say in how they weigh against each other.
 */
export class Follow {
  readonly settings: Readonly<FollowSettings>;
  readonly #graph = new Scores();
  readonly #text = new Scores();
  readonly #alike = new Scores();
  readonly #seeds = new Scores();
  readonly #one = new Scores();

  constructor(settings: Partial<FollowSettings> = {}) {
    this.settings = Object.freeze({ ...followDefaults, ...settings });
  }

  /** Adds to `into` for every note that may follow; `acts` are numbers of notes, latest last. */
  score({ graph, content, lengths }: Known, acts: ArrayLike<number>, into: Scores): void {
    const { recency, textRecency, text, alike, alikeActs } = this.settings;
    for (const scores of [this.#graph, this.#text, this.#alike, this.#seeds]) scores.clear();
    const notes = Array.from(acts).reverse();
    graph.walk({ notes, weights: notes.map((_, age) => 2 ** (-age / recency)) }, this.#graph);
    notes.forEach((note, age) => {
      if (text === 0 || (lengths?.[note] ?? content.lengthOf(note)) === 0) return;
      this.#one.clear();
      content.similar(note, this.#one, { ...(lengths && { lengths }) });
      const weight = 2 ** (-age / textRecency);
      for (const other of this.#one.touched) this.#text.add(other, weight * this.#one.get(other));
      if (age < alikeActs && alike > 0) this.#seed(2 ** (-age / recency));
    });
    const seeds = [...this.#seeds.touched];
    if (seeds.length > 0)
      graph.walk({ notes: seeds, weights: seeds.map((note) => this.#seeds.get(note)) }, this.#alike);
    addShare(this.#graph, 1, into);
    addShare(this.#text, text, into);
    addShare(this.#alike, alike, into);
  }

  /** The nearest by words are walked from too, the nearer the more. */
  #seed(weight: number): void {
    for (const other of this.#one.best(this.settings.alikeNotes)) {
      this.#seeds.add(other, weight * this.#one.get(other) ** 2);
    }
  }
}

function addShare(from: Scores, weight: number, into: Scores): void {
  let highest = 0;
  for (const note of from.touched) highest = Math.max(highest, from.get(note));
  if (highest === 0 || weight === 0) return;
  for (const note of from.touched) into.add(note, (weight / highest) * from.get(note));
}
