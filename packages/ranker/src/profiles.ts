import { Reader, Writer } from './bytes.ts';
import { MOST_INTERESTS, MOST_WISHES, type Profile } from './interests.ts';
import { Lists } from './lists.ts';

const KIND = 'ranker profiles';
const VERSION = 1;
/** Readers whose vectors lie in one page. */
const PAGE = 256;
/** Words of one wish: its key's number, and its value. */
const WISH_WORDS = 2;

const FLOAT = new Float32Array(1);
const BITS = new Int32Array(FLOAT.buffer);

/**
 * Profiles of many readers, packed outside the heap: a reader with four interests and eighty wishes takes some 2 KB. What
 * is put in comes out with its wishes at 32 bits, so put back in it is the same.
 */
export class Profiles {
  readonly size: number;
  readonly #pages: Float32Array[] = [];
  #masses = new Float32Array(0);
  #count = new Uint8Array(0);
  #time = new Float64Array(0);
  readonly #wishes = new Lists({ width: WISH_WORDS, most: MOST_WISHES });
  readonly #keys: string[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #words = new Int32Array(MOST_WISHES * WISH_WORDS);
  #length = 0;

  /** @param size numbers in one vector */
  constructor(size: number) {
    this.size = size;
  }

  /** One more than the highest reader of whom anything was put in. */
  get length(): number {
    return this.#length;
  }

  /** Bytes outside the heap. */
  get bytes(): number {
    return (
      this.#pages.length * PAGE * MOST_INTERESTS * this.size * 4 +
      this.#count.length * 25 +
      this.#wishes.bytes
    );
  }

  /** What is known of a reader: a copy, and of whom nothing is, an empty one. */
  get(reader: number): Profile {
    const { size } = this;
    if (reader >= this.#length)
      return { size, vectors: new Float32Array(0), masses: new Float32Array(0), time: 0, wishes: new Map() };
    const count = this.#count[reader]!;
    const from = reader * MOST_INTERESTS;
    const wishes = new Map<string, number>();
    const words = this.#words;
    const kept = this.#wishes.read(reader, words);
    for (let at = 0; at < kept * WISH_WORDS; at += WISH_WORDS) {
      BITS[0] = words[at + 1]!;
      wishes.set(this.#keys[words[at]!]!, FLOAT[0]!);
    }
    return {
      size,
      vectors: count === 0 ? new Float32Array(0) : this.#vectorsOf(reader).slice(0, count * size),
      masses: this.#masses.slice(from, from + count),
      time: this.#time[reader]!,
      wishes,
    };
  }

  put(reader: number, { vectors, masses, time, wishes }: Profile): void {
    this.#reach(reader);
    const count = masses.length;
    this.#count[reader] = count;
    this.#time[reader] = time;
    if (count > 0) this.#vectorsOf(reader).set(vectors);
    this.#masses.set(masses, reader * MOST_INTERESTS);
    const words = this.#words;
    let kept = 0;
    for (const [key, value] of wishes) {
      if (kept === MOST_WISHES) break;
      FLOAT[0] = value;
      words[kept * WISH_WORDS] = this.#numberOf(key);
      words[kept * WISH_WORDS + 1] = BITS[0]!;
      kept += 1;
    }
    this.#wishes.replace(reader, words, kept);
  }

  /** Nothing is known of this reader any more. */
  forget(reader: number): void {
    if (reader >= this.#length) return;
    if (this.#count[reader]! > 0) this.#vectorsOf(reader).fill(0);
    this.#count[reader] = 0;
    this.#time[reader] = 0;
    this.#wishes.clear(reader);
  }

  /** Everything, as bytes: equal profiles give equal bytes, whatever was known before. */
  save(): Uint8Array {
    const out = new Writer(KIND, VERSION);
    out.number(this.size);
    const known: number[] = [];
    for (let reader = 0; reader < this.#length; reader += 1) if (this.#time[reader] !== 0) known.push(reader);
    const used = this.#keysOf(known);
    out.text(JSON.stringify([...used.keys()].map((key) => this.#keys[key])));
    out.number(known.length);
    for (const reader of known) {
      const count = this.#count[reader]!;
      const wishes = this.#wishes.read(reader, this.#words);
      for (let at = 0; at < wishes; at += 1)
        this.#words[at * WISH_WORDS] = used.get(this.#words[at * WISH_WORDS]!)!;
      for (const number of [reader, count, wishes, this.#time[reader]!]) out.number(number);
      out.words(this.#masses.subarray(reader * MOST_INTERESTS, reader * MOST_INTERESTS + count));
      if (count > 0) out.words(this.#vectorsOf(reader).subarray(0, count * this.size));
      out.words(this.#words.subarray(0, wishes * WISH_WORDS));
    }
    return out.done();
  }

  static load(bytes: Uint8Array): Profiles {
    const from = new Reader(bytes, { kind: KIND, version: VERSION });
    const profiles = new Profiles(from.number());
    for (const key of JSON.parse(from.text()) as string[]) profiles.#numberOf(key);
    for (let left = from.number(); left > 0; left -= 1) {
      const [reader = 0, count = 0, wishes = 0, time = 0] = Array.from({ length: 4 }, () => from.number());
      profiles.#reach(reader);
      profiles.#count[reader] = count;
      profiles.#time[reader] = time;
      profiles.#masses.set(from.floats(count), reader * MOST_INTERESTS);
      if (count > 0) profiles.#vectorsOf(reader).set(from.floats(count * profiles.size));
      profiles.#wishes.replace(reader, from.words(wishes * WISH_WORDS), wishes);
    }
    return profiles;
  }

  /** Keys that these readers' wishes name, with their places in the order in which they are met. */
  #keysOf(readers: readonly number[]): Map<number, number> {
    const used = new Map<number, number>();
    for (const reader of readers) {
      const wishes = this.#wishes.read(reader, this.#words);
      for (let at = 0; at < wishes; at += 1) {
        const key = this.#words[at * WISH_WORDS]!;
        if (!used.has(key)) used.set(key, used.size);
      }
    }
    return used;
  }

  #vectorsOf(reader: number): Float32Array {
    const numbers = MOST_INTERESTS * this.size;
    const page = Math.floor(reader / PAGE);
    const vectors = (this.#pages[page] ??= new Float32Array(PAGE * numbers));
    return vectors.subarray((reader % PAGE) * numbers, ((reader % PAGE) + 1) * numbers);
  }

  #numberOf(key: string): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#keys.push(key);
    this.#numbers.set(key, this.#keys.length - 1);
    return this.#keys.length - 1;
  }

  #reach(reader: number): void {
    if (reader < this.#length) return;
    if (reader >= this.#count.length) {
      const room = Math.max(64, reader + 1, Math.ceil(this.#count.length * 1.5));
      this.#count = grown(this.#count, new Uint8Array(room));
      this.#time = grown(this.#time, new Float64Array(room));
      this.#masses = grown(this.#masses, new Float32Array(room * MOST_INTERESTS));
    }
    this.#length = reader + 1;
  }
}

function grown<T extends { set(from: T): void }>(from: T, to: T): T {
  to.set(from);
  return to;
}
