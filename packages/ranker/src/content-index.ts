import { Reader, Writer } from './bytes.ts';
import type { Terms } from './content.ts';
import { Lists } from './lists.ts';
import type { Scores } from './scores.ts';

const KIND = 'ranker content index';
const VERSION = 1;
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

/** Notes by what they say: cosine of weighted terms (tf–idf), from an inverted index outside the JavaScript heap. */
export class ContentIndex {
  readonly settings: Readonly<ContentIndexSettings>;
  /** Note → place and weight of each term. */
  readonly #terms: Lists;
  /** Place → note and weight. */
  readonly #notes: Lists;
  #held: Uint32Array;
  readonly #scratch: Int32Array;
  #count = 0;

  constructor(settings: Partial<ContentIndexSettings> = {}) {
    this.settings = Object.freeze({ ...contentIndexDefaults, ...settings });
    this.#terms = new Lists({ width: 2, most: this.settings.termsPerNote });
    this.#notes = new Lists({ width: 2, most: this.settings.notesPerTerm });
    this.#held = new Uint32Array(this.settings.places);
    this.#scratch = new Int32Array(this.settings.notesPerTerm * 2);
  }

  /** How many notes are held. */
  get size(): number {
    return this.#count;
  }

  get bytes(): number {
    return this.#terms.bytes + this.#notes.bytes + this.#held.byteLength;
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

  /** How much the terms of a note say in all: the length its cosines are divided by. */
  lengthOf(note: number): number {
    let sum = 0;
    for (let at = 0; at < this.#terms.count(note); at += 1) {
      sum += (this.#terms.get(note, at, 1) * UNIT * this.#rarity(this.#terms.get(note, at))) ** 2;
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
      const says = own * this.#terms.get(note, at, 1) * UNIT * UNIT * this.#rarity(place) ** 2;
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
    this.#terms.save(out);
    this.#notes.save(out);
    return out.done();
  }

  static load(bytes: Uint8Array): ContentIndex {
    const from = new Reader(bytes, { kind: KIND, version: VERSION });
    const index = new ContentIndex(JSON.parse(from.text()) as ContentIndexSettings);
    index.#count = from.number();
    index.#held = Uint32Array.from(from.words(index.settings.places));
    index.#terms.load(from);
    index.#notes.load(from);
    return index;
  }

  #rarity(place: number): number {
    return Math.log1p(this.#count / Math.max(1, this.#held[place]!)) ** this.settings.rarity;
  }
}
