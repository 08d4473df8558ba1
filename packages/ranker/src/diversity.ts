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
 * without the directions of the window's, kept up to date by modified Gram–Schmidt as the window slides. Returns places.
 */
export function diversify(
  { scores, vectors, size }: DiversityInput,
  { limit, gamma, window, allow }: DiversityOptions,
): number[] {
  const length = scores.length;
  const rest = vectors.slice(0, length * size);
  const taken = new Uint8Array(length);
  const chosen: number[] = [];
  /** Directions in the window and each note's share along them, so that a direction can leave again. */
  const ring: Direction[] = [];
  while (chosen.length < Math.min(limit, length)) {
    const next = best({ scores, rest, size, gamma }, (at) => taken[at] === 0 && (allow?.(at, chosen) ?? true));
    if (next < 0) break;
    taken[next] = 1;
    chosen.push(next);
    if (gamma === 0) continue;
    if (ring.length === window - 1 && ring.length > 0) giveBack(ring.shift()!, { rest, size, taken });
    if (window > 1) ring.push(takeOut(next, { rest, size, taken }));
  }
  return chosen;
}

interface Direction {
  vector: Float32Array;
  shares: Float32Array;
}

interface Space {
  rest: Float32Array;
  size: number;
  taken: Uint8Array;
}

function best(
  { scores, rest, size, gamma }: { scores: ArrayLike<number>; rest: Float32Array; size: number; gamma: number },
  may: (at: number) => boolean,
): number {
  let found = -1;
  let highest = -Infinity;
  for (let at = 0; at < scores.length; at += 1) {
    if (scores[at]! + gamma <= highest) continue;
    const value = scores[at]! + (gamma === 0 ? 0 : gamma * lengthAt(rest, at, size));
    if (value <= highest || !may(at)) continue;
    found = at;
    highest = value;
  }
  return found;
}

function lengthAt(rest: Float32Array, at: number, size: number): number {
  let sum = 0;
  for (let part = at * size; part < (at + 1) * size; part += 1) sum += rest[part]! * rest[part]!;
  return Math.sqrt(sum);
}

/** Removes the direction of the chosen note from all that wait. */
function takeOut(chosen: number, { rest, size, taken }: Space): Direction {
  const vector = rest.slice(chosen * size, (chosen + 1) * size);
  const length = lengthAt(vector, 0, size);
  const shares = new Float32Array(taken.length);
  if (length < LEAST) return { vector, shares };
  for (let part = 0; part < size; part += 1) vector[part] = vector[part]! / length;
  for (let at = 0; at < taken.length; at += 1) {
    if (taken[at]) continue;
    let share = 0;
    for (let part = 0; part < size; part += 1) share += rest[at * size + part]! * vector[part]!;
    shares[at] = share;
    for (let part = 0; part < size; part += 1) rest[at * size + part]! -= share * vector[part]!;
  }
  return { vector, shares };
}

/** A note that left the window no longer stands in anybody's way. */
function giveBack({ vector, shares }: Direction, { rest, size, taken }: Space): void {
  for (let at = 0; at < taken.length; at += 1) {
    if (taken[at] || shares[at] === 0) continue;
    for (let part = 0; part < size; part += 1) rest[at * size + part]! += shares[at]! * vector[part]!;
  }
}
