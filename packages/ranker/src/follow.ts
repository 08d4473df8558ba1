import type { ContentIndex } from './content-index.ts';
import type { ItemGraph } from './item-graph.ts';
import type { Kin } from './kin.ts';
import { Scores } from './scores.ts';

export interface FollowSettings {
  /** An act counts half as much after so many later ones: for the graph, and for what notes say. */
  recency: number;
  textRecency: number;
  /** Weights of what reads alike, and of kin, beside the graph's 1. */
  text: number;
  kin: number;
  /** Each of the three counts to this power: below 1 two that agree are more than one that is loud. */
  power: number;
}

export const followDefaults: Readonly<FollowSettings> = Object.freeze({
  recency: 2,
  textRecency: 2,
  text: 1.15,
  kin: 0.5,
  power: 0.5,
});

export interface Known {
  graph: ItemGraph;
  content: ContentIndex;
  /** `content.lengthOf` by note, where at hand. */
  lengths?: ArrayLike<number>;
  /** Of notes that nobody engaged with yet. */
  kin?: Kin;
}

/** What is usual for the highest of each: what a sum is held against. */
export interface Scales {
  graph: number;
  text: number;
  kin: number;
}

/** Acts that count less than this are not asked about. */
const LEAST = 1 / 128;

/**
 * What is likely to follow a reader's last acts: notes that readers of them engaged with, notes that read like them, and
 * new notes whose kin readers of them engaged with. Each is held against what is usual in the community (`calibrate`), so
 * that neither its size nor the length of its titles has a say in how they weigh against each other, while a reader of
 * whom little is known stays one of whom little is known.
 */
export class Follow {
  readonly settings: Readonly<FollowSettings>;
  #scales: Scales = { graph: 1, text: 1, kin: 1 };
  readonly #graph = new Scores();
  readonly #text = new Scores();
  readonly #kin = new Scores();

  constructor(settings: Partial<FollowSettings> = {}) {
    this.settings = Object.freeze({ ...followDefaults, ...settings });
  }

  get scales(): Readonly<Scales> {
    return this.#scales;
  }

  /** Looks what is usual, from the last acts of some readers: a few hundred are enough. */
  calibrate(known: Known, trails: Iterable<ArrayLike<number>>): void {
    const sums = { graph: 0, text: 0, kin: 0 };
    let readers = 0;
    for (const acts of trails) {
      this.#sum(known, acts);
      sums.graph += highestOf(this.#graph, acts);
      sums.text += highestOf(this.#text, acts);
      sums.kin += highestOf(this.#kin, acts);
      readers += 1;
    }
    const usual = (sum: number) => (sum > 0 ? sum / readers : 1);
    this.#scales = { graph: usual(sums.graph), text: usual(sums.text), kin: usual(sums.kin) };
  }

  /** Adds to `into` for every note that may follow; `acts` are numbers of notes, latest last. */
  score(known: Known, acts: ArrayLike<number>, into: Scores): void {
    const { text, kin, power } = this.settings;
    this.#sum(known, acts);
    addPower(this.#graph, { weight: 1, scale: this.#scales.graph, power }, into);
    addPower(this.#text, { weight: text, scale: this.#scales.text, power }, into);
    addPower(this.#kin, { weight: kin, scale: this.#scales.kin, power }, into);
  }

  #sum({ graph, content, lengths, kin }: Known, acts: ArrayLike<number>): void {
    const { recency, textRecency, text } = this.settings;
    for (const scores of [this.#graph, this.#text, this.#kin]) scores.clear();
    const notes = Array.from(acts).reverse();
    graph.walk({ notes, weights: notes.map((_, age) => 2 ** (-age / recency)) }, this.#graph);
    kin?.score(this.#graph, this.#kin);
    if (text === 0) return;
    for (let age = 0; age < notes.length && 2 ** (-age / textRecency) >= LEAST; age += 1) {
      const note = notes[age]!;
      if ((lengths?.[note] ?? content.lengthOf(note)) === 0) continue;
      content.similar(note, this.#text, { factor: 2 ** (-age / textRecency), ...(lengths && { lengths }) });
    }
  }
}

function highestOf(scores: Scores, acts: ArrayLike<number>): number {
  for (let at = 0; at < acts.length; at += 1) scores.drop(acts[at]!);
  let highest = 0;
  for (const note of scores.touched) highest = Math.max(highest, scores.get(note));
  return highest;
}

function addPower(
  from: Scores,
  { weight, scale, power }: { weight: number; scale: number; power: number },
  into: Scores,
): void {
  if (weight === 0) return;
  for (const note of from.touched) into.add(note, weight * (from.get(note) / scale) ** power);
}
