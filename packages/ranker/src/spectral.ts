import type { ItemGraph } from './item-graph.ts';
import { normal } from './random.ts';

export interface SpectralOptions {
  /** Numbers in one vector. */
  size: number;
  /** Passes over all acts. */
  rounds?: number;
  /** Uniform in [0, 1). */
  random: () => number;
}

/** A vector for each of `length` notes, one after the other. */
export interface Vectors {
  size: number;
  length: number;
  /** `length × size` numbers. */
  values: Float32Array;
}

/** Vectors worked out beside those that are kept, so that the last of these are exact too. */
const SPARE = 8;

/**
 * The `size` leading right singular vectors of the reader–note matrix with both sides divided by the root of their
 * degree: notes that the same kinds of readers engage with point the same way. Randomised subspace iteration (Halko,
 * Martinsson and Tropp 2011); the matrix and its use for ranking are those of GF-CF (Shen et al. 2021). Notes that
 * nobody engaged with get zeros.
 */
export function spectralVectors(graph: ItemGraph, { size, rounds = 5, random }: SpectralOptions): Vectors {
  const width = size + SPARE;
  const acts = matrixOf(graph);
  let basis: Float32Array = Float32Array.from({ length: graph.notes * width }, () => normal(random));
  for (let round = 0; round < rounds; round += 1) {
    basis = throughReaders(acts, basis, width);
    orthonormalise(basis, width);
  }
  const values = new Float32Array(graph.notes * size);
  for (let note = 0; note < graph.notes; note += 1) {
    values.set(basis.subarray(note * width, note * width + size), note * size);
  }
  return { size, length: graph.notes, values };
}

interface Matrix {
  /** Where each reader's acts begin; one more at the end. */
  starts: Uint32Array;
  notes: Int32Array;
  /** `1 / √popularity` by note. */
  scale: Float64Array;
}

function matrixOf(graph: ItemGraph): Matrix {
  const starts = new Uint32Array(graph.readers + 1);
  const trails: Int32Array[] = [];
  for (let reader = 0; reader < graph.readers; reader += 1) {
    const notes = Int32Array.from(graph.trail(reader).notes);
    trails.push(notes);
    starts[reader + 1] = starts[reader]! + notes.length;
  }
  const notes = new Int32Array(starts[graph.readers]!);
  trails.forEach((trail, reader) => notes.set(trail, starts[reader]));
  const scale = Float64Array.from({ length: graph.notes }, (_, note) =>
    graph.popularity(note) > 0 ? graph.popularity(note) ** -0.5 : 0,
  );
  return { starts, notes, scale };
}

/** The basis as its notes' readers see it, handed back to their notes. */
function throughReaders({ starts, notes, scale }: Matrix, basis: Float32Array, width: number): Float32Array {
  const next = new Float32Array(basis.length);
  const seen = new Float64Array(width);
  for (let reader = 0; reader + 1 < starts.length; reader += 1) {
    const from = starts[reader]!;
    const to = starts[reader + 1]!;
    seen.fill(0);
    for (let at = from; at < to; at += 1) {
      const row = notes[at]! * width;
      const factor = scale[notes[at]!]! / (to - from);
      for (let part = 0; part < width; part += 1) seen[part]! += factor * basis[row + part]!;
    }
    for (let at = from; at < to; at += 1) {
      const row = notes[at]! * width;
      const factor = scale[notes[at]!]!;
      for (let part = 0; part < width; part += 1) next[row + part]! += factor * seen[part]!;
    }
  }
  return next;
}

/** Columns made orthonormal, in order: the Cholesky factor of their products, taken out from the right. */
function orthonormalise(basis: Float32Array, width: number): void {
  const products = new Float64Array(width * width);
  for (let row = 0; row < basis.length; row += width) {
    for (let a = 0; a < width; a += 1) {
      const value = basis[row + a]!;
      for (let b = 0; b <= a; b += 1) products[a * width + b]! += value * basis[row + b]!;
    }
  }
  const lower = cholesky(products, width);
  for (let row = 0; row < basis.length; row += width) {
    for (let a = 0; a < width; a += 1) {
      let value = basis[row + a]!;
      for (let b = 0; b < a; b += 1) value -= lower[a * width + b]! * basis[row + b]!;
      basis[row + a] = value / lower[a * width + a]!;
    }
  }
}

/** The lower triangular `L` with `L·Lᵀ` the matrix, of which only the lower half is read. */
export function cholesky(matrix: Float64Array, width: number): Float64Array {
  const lower = new Float64Array(width * width);
  for (let a = 0; a < width; a += 1) {
    for (let b = 0; b <= a; b += 1) {
      let value = matrix[a * width + b]!;
      for (let part = 0; part < b; part += 1) value -= lower[a * width + part]! * lower[b * width + part]!;
      // A column that says nothing new is kept as a direction of no length.
      lower[a * width + b] = a === b ? Math.sqrt(Math.max(value, 1e-12)) : value / lower[b * width + b]!;
    }
  }
  return lower;
}
