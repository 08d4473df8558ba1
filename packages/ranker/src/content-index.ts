import { Reader, Writer } from './bytes.ts';
import type { Terms } from './content.ts';
import { Lists } from './lists.ts';
import { Scores } from './scores.ts';

const KIND = 'ranker content index';
const VERSION = 2;
/** Weights of terms are kept in steps of this. */
const UNIT = 1 / 1024;

export interface ContentIndexSettings {
  /** Terms share so many places, a power of two: two terms in one place are taken for one. */
  places: number;
  /** Notes remembered of one term, the newest. This bounds memory and the cost of a common word. */
  notesPerTerm: number;
  termsPerNote: number;
  /** A term says less the more notes have it: `ln(1 + notes / with it)` to this power. */
  rarity: number;
}

export const contentIndexDefaults: Readonly<ContentIndexSettings> = Object.freeze({
  places: 2 ** 20,
  notesPerTerm: 512,
  termsPerNote: 96,
  rarity: 1,
});

/** Pairs that a term is taken to have been met in and expected in before any was counted: hopeful of the unknown. */
const MET_BEFORE = 1.5;
const EXPECTED_BEFORE = 0.3;
/** How much less the acts of a reader say about terms who has many: one act in a pair to this power. */
const READER_POWER = 0.3;

/** Notes by what they say: cosine of weighted terms (tf–idf), from an inverted index outside the JavaScript heap. */
export class ContentIndex {
  readonly settings: Readonly<ContentIndexSettings>;
  /** Note → place and weight of each term. */
  readonly #terms: Lists;
  /** Place → note and weight. */
  readonly #notes: Lists;
  #held: Uint32Array;
  /** How much readers follow a term, by place: 1 until it is learnt. */
  #followed: Float32Array;
  readonly #scratch: Int32Array;
  #count = 0;

  constructor(settings: Partial<ContentIndexSettings> = {}) {
    this.settings = Object.freeze({ ...contentIndexDefaults, ...settings });
    this.#terms = new Lists({ width: 2, most: this.settings.termsPerNote });
    this.#notes = new Lists({ width: 2, most: this.settings.notesPerTerm });
    this.#held = new Uint32Array(this.settings.places);
    this.#followed = new Float32Array(this.settings.places).fill(1);
    this.#scratch = new Int32Array(this.settings.notesPerTerm * 2);
  }

  /** How many notes are held. */
  get size(): number {
    return this.#count;
  }

  get bytes(): number {
    return this.#terms.bytes + this.#notes.bytes + this.#held.byteLength + this.#followed.byteLength;
  }

  /** Puts a note in, or in anew. */
  add(note: number, { hashes, weights }: Terms): void {
    this.forget(note);
    const kept = Math.min(hashes.length, this.settings.termsPerNote);
    for (let at = 0; at < kept; at += 1) {
      const place = (hashes[at]! >>> 0) & (this.settings.places - 1);
      const weight = Math.round(weights[at]! / UNIT);
      if (this.#terms.find(note, place) >= 0) continue;
      this.#terms.push(note, [place, weight]);
      this.#notes.push(place, [note, weight]);
      this.#held[place]! += 1;
    }
    if (kept > 0) this.#count += 1;
  }

  forget(note: number): void {
    const count = this.#terms.count(note);
    if (count === 0) return;
    for (let at = 0; at < count; at += 1) {
      const place = this.#terms.get(note, at);
      this.#notes.remove(place, note);
      this.#held[place]! -= 1;
    }
    this.#terms.clear(note);
    this.#count -= 1;
  }

  /**
   * Learns which terms readers follow, from trails (numbers of notes): how often two notes of one reader share a term,
   * next to how often they would if readers did not care, as `ln(1 + lift)`. Whom a thing is by says more than how large
   * it is, though both are as rare. `lengthOf` changes with it.
   */
  learn(trails: Iterable<ArrayLike<number>>): void {
    const { places } = this.settings;
    const met = new Float64Array(places);
    const degrees = new Scores();
    const terms = new Scores();
    let total = 0;
    for (const notes of trails) {
      if (notes.length < 2) continue;
      const weight = notes.length ** (-2 * READER_POWER);
      terms.clear();
      for (let at = 0; at < notes.length; at += 1) {
        degrees.add(notes[at]!, weight * (notes.length - 1));
        this.#eachTerm(notes[at]!, (place) => terms.add(place, 1));
      }
      total += weight * notes.length * (notes.length - 1);
      for (const place of terms.touched) met[place]! += weight * terms.get(place) * (terms.get(place) - 1);
    }
    const sums = new Float64Array(places);
    const squares = new Float64Array(places);
    for (const note of degrees.touched) {
      const degree = degrees.get(note);
      this.#eachTerm(note, (place) => {
        sums[place]! += degree;
        squares[place]! += degree ** 2;
      });
    }
    this.#followed.fill(Math.log1p(MET_BEFORE / EXPECTED_BEFORE));
    for (let place = 0; place < places; place += 1) {
      if (sums[place] === 0) continue;
      const expected = Math.max(0, sums[place]! ** 2 - squares[place]!) / total;
      this.#followed[place] = Math.log1p((met[place]! + MET_BEFORE) / (expected + EXPECTED_BEFORE));
    }
  }

  /** How much the terms of a note say in all: the length its cosines are divided by. */
  lengthOf(note: number): number {
    let sum = 0;
    for (let at = 0; at < this.#terms.count(note); at += 1) {
      sum += (this.#terms.get(note, at, 1) * UNIT * this.#says(this.#terms.get(note, at))) ** 2;
    }
    return Math.sqrt(sum);
  }

  /**
   * Adds `factor · cosine` to `into` for every other note that shares a term with this one.
   * `lengths` are those of `lengthOf` where the caller has them at hand; else they are worked out as needed.
   */
  similar(
    note: number,
    into: Scores,
    { factor = 1, lengths }: { factor?: number; lengths?: ArrayLike<number> } = {},
  ): void {
    const lengthOf = (other: number) => lengths?.[other] ?? this.lengthOf(other);
    const own = factor / lengthOf(note);
    const sharing = this.#scratch;
    for (let at = 0; at < this.#terms.count(note); at += 1) {
      const place = this.#terms.get(note, at);
      const says = own * this.#terms.get(note, at, 1) * UNIT * UNIT * this.#says(place) ** 2;
      const count = says > 0 ? this.#notes.read(place, sharing) : 0;
      for (let other = 0; other < count; other += 1) {
        const id = sharing[other * 2]!;
        if (id !== note) into.add(id, (says * sharing[other * 2 + 1]!) / lengthOf(id));
      }
    }
  }

  save(): Uint8Array {
    const out = new Writer(KIND, VERSION);
    out.text(JSON.stringify(this.settings));
    out.number(this.#count);
    out.words(this.#held);
    out.words(this.#followed);
    this.#terms.save(out);
    this.#notes.save(out);
    return out.done();
  }

  static load(bytes: Uint8Array): ContentIndex {
    const from = new Reader(bytes, { kind: KIND, version: VERSION });
    const index = new ContentIndex(JSON.parse(from.text()) as ContentIndexSettings);
    index.#count = from.number();
    index.#held = Uint32Array.from(from.words(index.settings.places));
    index.#followed = from.floats(index.settings.places);
    index.#terms.load(from);
    index.#notes.load(from);
    return index;
  }

  #eachTerm(note: number, visit: (place: number) => void): void {
    const count = this.#terms.count(note);
    for (let at = 0; at < count; at += 1) visit(this.#terms.get(note, at));
  }

  /** What a term says: the rarer, and the more it is followed. */
  #says(place: number): number {
    const rarity = Math.log1p(this.#count / Math.max(1, this.#held[place]!));
    return this.#followed[place]! * rarity ** this.settings.rarity;
  }
}
