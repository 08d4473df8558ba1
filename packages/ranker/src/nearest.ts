import { createRequire } from 'node:module';
import type * as Usearch from 'usearch';

// Its ES module does not find its own native part; its CommonJS module does.
const usearch = createRequire(import.meta.url)('usearch') as typeof Usearch;

export interface NearestSettings {
  /** Numbers in a vector. */
  size: number;
  /** Links of a note in the search graph, and notes looked at when adding and when searching: HNSW. */
  links?: number;
  effortAdding?: number;
  effort?: number;
}

/**
 * Notes nearest to a direction (cosine), found in a fraction of a millisecond among a million: HNSW (Malkov and Yashunin
 * 2018) by `usearch`, with 8-bit vectors (some 450 bytes a note of 64 numbers). Not exact, and not part of the pure core:
 * this is the one file with native code in it.
 */
export class NearestNotes {
  readonly size: number;
  readonly #index: Usearch.Index;

  constructor({ size, links = 16, effortAdding = 64, effort = 96 }: NearestSettings) {
    this.size = size;
    this.#index = new usearch.Index({
      dimensions: size,
      metric: usearch.MetricKind.Cos,
      quantization: usearch.ScalarKind.I8,
      connectivity: links,
      expansion_add: effortAdding,
      expansion_search: effort,
      multi: false,
    });
  }

  get length(): number {
    return this.#index.size();
  }

  /** Puts a note in, or moves it. A vector of zeros has no direction and is left out. */
  put(note: number, vector: Float32Array): void {
    const key = BigInt(note);
    if (this.#index.contains(key)) this.#index.remove(key);
    if (vector.some((value) => value !== 0)) this.#index.add(key, vector);
  }

  forget(note: number): void {
    const key = BigInt(note);
    if (this.#index.contains(key)) this.#index.remove(key);
  }

  /** The nearest `count`, nearest first, with their cosine. */
  search(vector: Float32Array, count: number): { note: number; cosine: number }[] {
    if (this.length === 0) return [];
    const { keys, distances } = this.#index.search(vector, Math.min(count, this.length), 1);
    return Array.from(keys, (key, at) => ({ note: Number(key), cosine: 1 - distances[at]! }));
  }

  save(path: string): void {
    this.#index.save(path);
  }

  load(path: string): void {
    this.#index.load(path);
  }
}
