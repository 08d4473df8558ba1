import { Reader, Writer } from './bytes.ts';
import type { Trail } from './graph-settings.ts';
import type { Precision } from './rows.ts';
import type { ItemGraph } from './item-graph.ts';
import { spectralVectors, type Vectors } from './spectral.ts';

const KIND = 'ranker tastes';
const VERSION = 1;
const STEPS = 127;
/** The strongest direction counts half as much as one of no strength: what everybody likes tells the least. */
const DAMPING = 0.5;

export interface TastesSettings {
  /** Directions at most, passes to learn them, what is added to degrees: see `spectralVectors`. */
  size: number;
  rounds: number;
  shift: number;
  precision: Precision;
}

export const tastesDefaults: Readonly<TastesSettings> = Object.freeze({
  size: 256,
  rounds: 6,
  shift: 10,
  precision: 8,
});

/** A direction needs so many readers and notes behind it: a small community has few that are not chance. */
const BEHIND = 64;

interface Places {
  size: number;
  /** `size` numbers for each note: as they are, or as whole numbers of up to `STEPS`. */
  places: Float32Array | Int8Array;
  /** What one step of a note's place is, by note. */
  scales: Float32Array;
  /** What a direction counts. */
  damping: Float32Array;
}

export interface Asked {
  notes: Int32Array;
  /** Readers that a note has. */
  popularity(note: number): number;
  /** How well each of `notes` fits, in any unit; less than 0 where it does not. */
  fits: Float64Array;
}

/**
 * What kinds of readers a note is for: its place along the main directions in which readers differ (`spectralVectors`),
 * and how well that fits a trail. This is the ideal low-pass filter of GF-CF (Shen et al. 2021), which finds what a
 * reader's few acts do not lead to step by step, with its strongest directions damped. Learnt from all acts at once, so
 * it is made anew from time to time; a note that is younger fits nobody and is left to the graph.
 */
export class Tastes {
  readonly #own: Places;
  readonly #reader: Float32Array;

  private constructor(own: Places) {
    this.#own = own;
    this.#reader = new Float32Array(own.size);
  }

  /** At 32 bits the numbers are kept as they are, at 8 as steps of one scale for each note: a quarter of the memory. */
  static of({ size, length, values, strengths }: Vectors, precision: Precision = 8): Tastes {
    const damping = Float32Array.from(strengths, (strength) => 1 - DAMPING * strength);
    const scales = new Float32Array(length).fill(1);
    if (precision === 32) return new Tastes({ size, places: values, scales, damping });
    const places = new Int8Array(values.length);
    for (let note = 0; note < length; note += 1) {
      let most = 0;
      for (let at = note * size; at < (note + 1) * size; at += 1)
        most = Math.max(most, Math.abs(values[at]!));
      if (most === 0) continue;
      scales[note] = most / STEPS;
      for (let at = note * size; at < (note + 1) * size; at += 1)
        places[at] = Math.round((values[at]! / most) * STEPS);
    }
    return new Tastes({ size, places, scales, damping });
  }

  /** Tastes as far as a community is large enough to tell them. `random` is uniform in [0, 1). */
  static learn(graph: ItemGraph, settings: Partial<TastesSettings>, random: () => number): Tastes {
    const { size: most, rounds, shift, precision } = { ...tastesDefaults, ...settings };
    const size = Math.min(most, Math.floor(Math.min(graph.notes, graph.readers) / BEHIND));
    return Tastes.of(spectralVectors(graph, { size: Math.max(1, size), rounds, shift, random }), precision);
  }

  /** Notes that have a place. */
  get length(): number {
    return this.#own.scales.length;
  }

  /** Bytes outside the heap. */
  get bytes(): number {
    return this.#own.places.byteLength + this.#own.scales.byteLength;
  }

  /**
   * How well notes fit a trail. The trail's popular notes say less, and a note gets back what its place lost by being
   * popular.
   */
  fit(trail: Trail, { notes, popularity, fits }: Asked): void {
    const { size, places, scales, damping } = this.#own;
    const reader = this.#reader.fill(0);
    for (let at = 0; at < trail.notes.length; at += 1) {
      const note = trail.notes[at]!;
      if (note >= this.length || popularity(note) === 0) continue;
      const factor = (trail.weights[at]! * scales[note]!) / Math.sqrt(popularity(note));
      const from = note * size;
      for (let part = 0; part < size; part += 1) reader[part]! += factor * places[from + part]!;
    }
    for (let part = 0; part < size; part += 1) reader[part]! *= damping[part]!;
    for (let at = 0; at < notes.length; at += 1) {
      const note = notes[at]!;
      const known = note < this.length;
      fits[at] = known ? dot(reader, places, note * size) * scales[note]! * Math.sqrt(popularity(note)) : 0;
    }
  }

  save(): Uint8Array {
    const { size, places, scales, damping } = this.#own;
    const out = new Writer(KIND, VERSION);
    out.number(size);
    out.number(scales.length);
    out.number(places.BYTES_PER_ELEMENT);
    for (const words of [damping, scales, places]) out.words(words);
    return out.done();
  }

  static load(bytes: Uint8Array): Tastes {
    const from = new Reader(bytes, { kind: KIND, version: VERSION });
    const [size, length, width] = [from.number(), from.number(), from.number()];
    const [damping, scales] = [from.floats(size), from.floats(length)];
    const places = width === 1 ? from.small(length * size) : from.floats(length * size);
    return new Tastes({ size, places, scales, damping });
  }
}

/** Four sums at a time, so that none waits for the one before. */
function dot(reader: Float32Array, places: Float32Array | Int8Array, from: number): number {
  const size = reader.length;
  const even = size - (size % 4);
  let [a, b, c, d] = [0, 0, 0, 0];
  for (let part = 0; part < even; part += 4) {
    const at = from + part;
    a += reader[part]! * places[at]!;
    b += reader[part + 1]! * places[at + 1]!;
    c += reader[part + 2]! * places[at + 2]!;
    d += reader[part + 3]! * places[at + 3]!;
  }
  for (let part = even; part < size; part += 1) a += reader[part]! * places[from + part]!;
  return a + b + (c + d);
}
