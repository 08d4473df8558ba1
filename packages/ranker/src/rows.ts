import type { Reader, Writer } from './bytes.ts';
import { Lists } from './lists.ts';

/** Numbers of notes that fit beside an 8-bit weight in one word. */
const ID_BITS = 24;
const ID_MASK = 2 ** ID_BITS - 1;
const CODES = 255;
/** With 8 bits a weight is kept as its logarithm below the row's highest: steps of 3.8 %, down to 1/16,000. */
const LOG2_RANGE = 14;

/** How exactly a weight is kept: as a 32-bit float (8 bytes a neighbour) or as an 8-bit logarithm (4 bytes). */
export type Precision = 32 | 8;

/** A row that was read; used again for the next. Best first. */
export interface Row {
  count: number;
  items: Int32Array;
  weights: Float32Array;
}

export interface RowsOptions {
  /** Neighbours that one note keeps at most. */
  neighbours: number;
  precision: Precision;
}

const WORD = new Int32Array(1);
const FLOAT = new Float32Array(WORD.buffer);

/** For each note its nearest others with their weights, best first, outside the JavaScript heap. */
export class Rows {
  readonly #lists: Lists;
  readonly #precision: Precision;
  readonly #words: Int32Array;
  readonly neighbours: number;

  constructor({ neighbours, precision }: RowsOptions) {
    const width = precision === 8 ? 1 : 2;
    this.neighbours = neighbours;
    this.#precision = precision;
    // One more for the row's highest weight.
    this.#lists = new Lists({ width, most: neighbours + 1 });
    this.#words = new Int32Array((neighbours + 1) * width);
  }

  get bytes(): number {
    return this.#lists.bytes;
  }

  get length(): number {
    return this.#lists.length;
  }

  /** A row of the right size for `read`. */
  blank(): Row {
    return { count: 0, items: new Int32Array(this.neighbours), weights: new Float32Array(this.neighbours) };
  }

  read(item: number, into: Row): Row {
    const words = this.#words;
    into.count = Math.max(0, this.#lists.read(item, words) - 1);
    if (into.count === 0) return into;
    if (this.#precision === 8) readCodes(words, into);
    else readFloats(words, into);
    return into;
  }

  /** `weights` are positive and fall. */
  write(item: number, { count, items, weights }: Row): void {
    const kept = Math.min(count, this.neighbours);
    if (kept === 0) return this.#lists.clear(item);
    const words = this.#words;
    const width = this.#precision === 8 ? 1 : 2;
    words[0] = bitsOf(weights[0]!);
    for (let at = 0; at < kept; at += 1) {
      const place = (at + 1) * width;
      if (width === 1) words[place] = (codeOf(weights[at]! / weights[0]!) << ID_BITS) | items[at]!;
      else {
        words[place] = items[at]!;
        words[place + 1] = bitsOf(weights[at]!);
      }
    }
    this.#lists.replace(item, words, kept + 1);
  }

  save(out: Writer): void {
    this.#lists.save(out);
  }

  load(from: Reader): void {
    this.#lists.load(from);
  }
}

const FACTORS = Float32Array.from({ length: CODES + 1 }, (_, code) => 2 ** ((code / CODES - 1) * LOG2_RANGE));

function codeOf(share: number): number {
  return Math.max(0, Math.min(CODES, Math.round((1 + Math.log2(share) / LOG2_RANGE) * CODES)));
}

function readCodes(words: Int32Array, { count, items, weights }: Row): void {
  const highest = floatOf(words[0]!);
  for (let at = 0; at < count; at += 1) {
    const word = words[at + 1]!;
    items[at] = word & ID_MASK;
    weights[at] = highest * FACTORS[word >>> ID_BITS]!;
  }
}

function readFloats(words: Int32Array, { count, items, weights }: Row): void {
  for (let at = 0; at < count; at += 1) {
    items[at] = words[at * 2 + 2]!;
    weights[at] = floatOf(words[at * 2 + 3]!);
  }
}

function bitsOf(value: number): number {
  FLOAT[0] = value;
  return WORD[0]!;
}

function floatOf(bits: number): number {
  WORD[0] = bits;
  return FLOAT[0]!;
}
