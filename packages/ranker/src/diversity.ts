/** What the list is made from, best score first or not. */
export interface DiversityInput {
  /** How much each note is worth by itself, above 0. */
  scores: ArrayLike<number>;
  /** A vector for each note, `size` numbers one after the other. Of unit length, or zeros where nothing is known. */
  vectors: Float32Array;
  size: number;
}

export interface DiversityOptions {
  /** How many to choose. */
  limit: number;
  /** What a note that is unlike all others adds, in units of score. 0: by score alone. */
  gamma: number;
  /** Notes before which the eye has forgotten: only so many of the last count. */
  window: number;
  /** Whether a note may come next; asked of the best first. */
  allow?: (at: number, chosen: readonly number[]) => boolean;
}

/** Shorter than this is nothing new: what is left is rounding. */
const LEAST = 1e-6;

/**
 * Sliding spectrum decomposition (Huang et al., KDD 2021, as RedNote serves it): always the note with the highest
 * `score + γ · what its vector adds to the volume of those in the window`. What it adds is the length of its vector
 * without the directions of the window's (modified Gram–Schmidt); a note that leaves the window gives its direction back,
 * as in the paper. The directions of a window are orthonormal, so one product a note and step is all it costs. Returns
 * places.
 */
export function diversify(
  { scores, vectors, size }: DiversityInput,
  { limit, gamma, window, allow }: DiversityOptions,
): number[] {
  const length = scores.length;
  const taken = new Uint8Array(length);
  const squares = Float64Array.from({ length }, (_, at) => squareAt(vectors, at, size));
  const chosen: number[] = [];
  const ring: Direction[] = [];
  while (chosen.length < Math.min(limit, length)) {
    const next = best({ scores, squares, taken, gamma }, (at) => allow?.(at, chosen) ?? true);
    if (next < 0) break;
    taken[next] = 1;
    chosen.push(next);
    if (gamma === 0 || window < 2) continue;
    if (ring.length === window - 1) {
      const { shares } = ring.shift()!;
      for (let at = 0; at < length; at += 1) squares[at]! += shares[at]! * shares[at]!;
    }
    const direction = directionOf(next, { vectors, size, ring, taken });
    for (let at = 0; at < length; at += 1) squares[at]! -= direction.shares[at]! * direction.shares[at]!;
    ring.push(direction);
  }
  return chosen;
}

/** One of the orthonormal directions of the window, and how far each note reaches along it. */
interface Direction {
  vector: Float64Array;
  shares: Float64Array;
}

interface Standing {
  scores: ArrayLike<number>;
  /** Length squared of what is left of each vector without the directions of the window. */
  squares: Float64Array;
  taken: Uint8Array;
  gamma: number;
}

function best({ scores, squares, taken, gamma }: Standing, may: (at: number) => boolean): number {
  let found = -1;
  let highest = -Infinity;
  for (let at = 0; at < scores.length; at += 1) {
    if (taken[at]) continue;
    const value = scores[at]! + gamma * Math.sqrt(Math.max(0, squares[at]!));
    if (value <= highest || !may(at)) continue;
    found = at;
    highest = value;
  }
  return found;
}

function squareAt(vectors: ArrayLike<number>, at: number, size: number): number {
  let sum = 0;
  for (let part = at * size; part < (at + 1) * size; part += 1) sum += vectors[part]! * vectors[part]!;
  return sum;
}

interface Space {
  vectors: Float32Array;
  size: number;
  ring: readonly Direction[];
  /** Notes that stand already: how far they reach is not asked again. */
  taken: Uint8Array;
}

/** What the chosen note adds to the window: its vector without their directions, made one long. */
function directionOf(chosen: number, { vectors, size, ring, taken }: Space): Direction {
  const vector = Float64Array.from(vectors.subarray(chosen * size, (chosen + 1) * size));
  for (const other of ring) {
    const share = other.shares[chosen]!;
    for (let part = 0; part < size; part += 1) vector[part]! -= share * other.vector[part]!;
  }
  const shares = new Float64Array(vectors.length / size);
  const length = Math.sqrt(squareAt(vector, 0, size));
  if (length < LEAST) return { vector: vector.fill(0), shares };
  for (let part = 0; part < size; part += 1) vector[part]! /= length;
  for (let at = 0; at < shares.length; at += 1) {
    if (!taken[at]) shares[at] = dot(vectors, at * size, vector);
  }
  return { vector, shares };
}

/** Four sums at a time, so that none waits for the one before: half the time of a ranking goes by here. */
function dot(vectors: Float32Array, from: number, vector: Float64Array): number {
  const size = vector.length;
  const even = size - (size % 4);
  let [a, b, c, d] = [0, 0, 0, 0];
  for (let part = 0; part < even; part += 4) {
    const at = from + part;
    a += vectors[at]! * vector[part]!;
    b += vectors[at + 1]! * vector[part + 1]!;
    c += vectors[at + 2]! * vector[part + 2]!;
    d += vectors[at + 3]! * vector[part + 3]!;
  }
  for (let part = even; part < size; part += 1) a += vectors[from + part]! * vector[part]!;
  return a + b + (c + d);
}
