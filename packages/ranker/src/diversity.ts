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

const LEAST = 1e-9;

/**
 * Sliding spectrum decomposition (Huang et al., KDD 2021, as RedNote serves it): always the note with the highest
 * `score + γ · what its vector adds to the volume of those in the window`. What it adds is the length of its vector
 * without the directions of the window's, kept up to date by modified Gram–Schmidt; a note that leaves the window gives
 * its direction back, as in the paper. Returns places.
 */
export function diversify(
  { scores, vectors, size }: DiversityInput,
  { limit, gamma, window, allow }: DiversityOptions,
): number[] {
  const length = scores.length;
  const space: Space = {
    rest: vectors.slice(0, length * size),
    size,
    taken: new Uint8Array(length),
    squares: Float64Array.from({ length }, (_, at) => squareAt(vectors, at, size)),
  };
  const chosen: number[] = [];
  /** Directions in the window and each note's share along them, so that a direction can leave again. */
  const ring: Direction[] = [];
  while (chosen.length < Math.min(limit, length)) {
    const next = best(scores, { space, gamma }, (at) => allow?.(at, chosen) ?? true);
    if (next < 0) break;
    space.taken[next] = 1;
    chosen.push(next);
    if (gamma === 0) continue;
    if (ring.length === window - 1 && ring.length > 0) giveBack(ring.shift()!, space);
    if (window > 1) ring.push(takeOut(next, space));
  }
  return chosen;
}

interface Direction {
  vector: Float32Array;
  shares: Float32Array;
}

interface Space {
  /** What is left of each vector without the directions of the window, and its length squared. */
  rest: Float32Array;
  squares: Float64Array;
  size: number;
  taken: Uint8Array;
}

function best(
  scores: ArrayLike<number>,
  { space: { taken, squares }, gamma }: { space: Space; gamma: number },
  may: (at: number) => boolean,
): number {
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

function squareAt(vectors: Float32Array, at: number, size: number): number {
  let sum = 0;
  for (let part = at * size; part < (at + 1) * size; part += 1) sum += vectors[part]! * vectors[part]!;
  return sum;
}

/** Removes the direction of the chosen note from all that wait. */
function takeOut(chosen: number, { rest, squares, size, taken }: Space): Direction {
  const vector = rest.slice(chosen * size, (chosen + 1) * size);
  const length = Math.sqrt(squareAt(vector, 0, size));
  const shares = new Float32Array(taken.length);
  if (length < LEAST) return { vector, shares };
  for (let part = 0; part < size; part += 1) vector[part] = vector[part]! / length;
  for (let at = 0; at < taken.length; at += 1) {
    if (taken[at]) continue;
    const from = at * size;
    let share = 0;
    for (let part = 0; part < size; part += 1) share += rest[from + part]! * vector[part]!;
    shares[at] = share;
    squares[at]! -= share * share;
    for (let part = 0; part < size; part += 1) rest[from + part]! -= share * vector[part]!;
  }
  return { vector, shares };
}

/** A note that left the window no longer stands in anybody's way. What is left is at right angles to it already. */
function giveBack({ vector, shares }: Direction, { rest, squares, size, taken }: Space): void {
  for (let at = 0; at < taken.length; at += 1) {
    if (taken[at] || shares[at] === 0) continue;
    squares[at]! += shares[at]! * shares[at]!;
    for (let part = 0; part < size; part += 1) rest[at * size + part]! += shares[at]! * vector[part]!;
  }
}
