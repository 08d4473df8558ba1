import type { ItemGraph } from './item-graph.ts';
import { normal } from './random.ts';

export interface SpectralOptions {
  /** Numbers in one vector. */
  size: number;
  /** Passes over all acts. */
  rounds?: number;
  /** Added to every degree before its root is taken: what few acts say counts less (SVD-GCN's renormalisation). */
  shift?: number;
  /** Uniform in [0, 1). */
  random: () => number;
}

/** A vector for each of `length` notes, one after the other. */
export interface Vectors {
  size: number;
  length: number;
  /** `length × size` numbers. */
  values: Float32Array;
  /** How much of the whole each direction carries, next to the first's 1: falling, but for noise among the last. */
  strengths: Float64Array;
}

/** Vectors worked out beside those that are kept, so that the last of these are exact too. */
const SPARE = 8;
/** So many passes go by before columns are made orthonormal again: 32 bits bear it. */
const PASSES = 3;

/**
 * The `size` leading right singular vectors of the reader–note matrix with both sides divided by the root of their
 * degree: notes that the same kinds of readers engage with point the same way. Randomised subspace iteration (Halko,
 * Martinsson and Tropp 2011); the matrix and its use for ranking are those of GF-CF (Shen et al. 2021), its shift that of
 * SVD-GCN (Peng et al. 2022). Notes that nobody engaged with get zeros.
 */
export function spectralVectors(
  graph: ItemGraph,
  { size, rounds = 6, shift = 0, random }: SpectralOptions,
): Vectors {
  const width = size + SPARE;
  const acts = matrixOf(graph, shift);
  let basis: Float32Array = new Float32Array(graph.notes * width);
  for (let at = 0; at < basis.length; at += 1) basis[at] = normal(random);
  let lengths: Float64Array = new Float64Array(width);
  for (let round = 1; round <= rounds; round += 1) {
    basis = throughReaders(acts, basis, width);
    if (round % PASSES === 0 || round === rounds) lengths = orthonormalise(basis, width);
  }
  const values = new Float32Array(graph.notes * size);
  for (let note = 0; note < graph.notes; note += 1) {
    values.set(basis.subarray(note * width, note * width + size), note * size);
  }
  // Since the columns were last orthonormal each has grown by its singular value twice a pass.
  const passes = rounds % PASSES === 0 ? PASSES : rounds % PASSES;
  const strengths = lengths.subarray(0, size).map((length) => (length / lengths[0]!) ** (1 / (2 * passes)));
  return { size, length: graph.notes, values, strengths };
}

interface Matrix {
  /** Where each reader's acts begin; one more at the end. */
  starts: Uint32Array;
  notes: Int32Array;
  /** `1 / √(popularity + shift)` by note. */
  scale: Float64Array;
  shift: number;
}

function matrixOf(graph: ItemGraph, shift: number): Matrix {
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
    graph.popularity(note) > 0 ? (graph.popularity(note) + shift) ** -0.5 : 0,
  );
  return { starts, notes, scale, shift };
}

/** The basis as its notes' readers see it, handed back to their notes. */
function throughReaders(
  { starts, notes, scale, shift }: Matrix,
  basis: Float32Array,
  width: number,
): Float32Array {
  const next = new Float32Array(basis.length);
  const seen = new Float32Array(width);
  for (let reader = 0; reader + 1 < starts.length; reader += 1) {
    const from = starts[reader]!;
    const to = starts[reader + 1]!;
    seen.fill(0);
    for (let at = from; at < to; at += 1) {
      const row = notes[at]! * width;
      const factor = scale[notes[at]!]! / (to - from + shift);
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
function orthonormalise(basis: Float32Array, width: number): Float64Array {
  const products = new Float64Array(width * width);
  const row = new Float64Array(width);
  for (let start = 0; start < basis.length; start += width) {
    for (let a = 0; a < width; a += 1) row[a] = basis[start + a]!;
    addProducts(row, products);
  }
  const lower = cholesky(products, width);
  for (let start = 0; start < basis.length; start += width) {
    for (let a = 0; a < width; a += 1) {
      const from = a * width;
      let value = basis[start + a]!;
      for (let b = 0; b < a; b += 1) value -= lower[from + b]! * row[b]!;
      row[a] = value / lower[from + a]!;
    }
    basis.set(row, start);
  }
  return Float64Array.from({ length: width }, (_, at) => lower[at * width + at]!);
}

/** The lower half of all products of two numbers of a row. */
function addProducts(row: Float64Array, products: Float64Array): void {
  for (let a = 0; a < row.length; a += 1) {
    const value = row[a]!;
    const to = a * row.length;
    for (let b = 0; b <= a; b += 1) products[to + b]! += value * row[b]!;
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
