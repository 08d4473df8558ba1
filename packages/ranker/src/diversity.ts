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
 * as in the paper. A direction can only shorten what a note adds, so a note is held against it when it would come next
 * without (lazy greedy; Minoux 1978): most never are. Returns places.
 */
export function diversify(
  { scores, vectors, size }: DiversityInput,
  { limit, gamma, window, allow }: DiversityOptions,
): number[] {
  const spread = new Spread({ scores, vectors, size, gamma, most: gamma === 0 ? 0 : window - 1 });
  const chosen: number[] = [];
  while (chosen.length < Math.min(limit, scores.length)) {
    const next = spread.best((at) => allow?.(at, chosen) ?? true);
    if (next < 0) break;
    spread.take(next);
    chosen.push(next);
  }
  return chosen;
}

/** The notes that are left, each with what it is worth behind those in the window, or with more than that. */
class Spread {
  readonly #scores: ArrayLike<number>;
  readonly #vectors: Float32Array;
  readonly #size: number;
  readonly #gamma: number;
  /** Directions that the window holds. */
  readonly #most: number;
  /** Orthonormal directions of the window, and how far each note reaches along each; the oldest gives its place to the next. */
  readonly #directions: Float64Array;
  readonly #shares: Float64Array;
  /** Length squared of what is left of each vector, without the directions it was held against. */
  readonly #squares: Float64Array;
  /** What each is worth with that: as much or more than it really is. −∞: taken. */
  readonly #values: Float64Array;
  /** Directions that there were when a note was held against them last. */
  readonly #heldAgainst: Uint32Array;
  #made = 0;

  constructor({ scores, vectors, size, gamma, most }: DiversityInput & { gamma: number; most: number }) {
    const { length } = scores;
    this.#scores = scores;
    this.#vectors = vectors;
    this.#size = size;
    this.#gamma = gamma;
    this.#most = Math.max(0, most);
    this.#directions = new Float64Array(this.#most * size);
    this.#shares = new Float64Array(this.#most * length);
    this.#squares = Float64Array.from({ length }, (_, at) => squareAt(vectors, at, size));
    this.#values = Float64Array.from({ length }, (_, at) => this.#valueOf(at));
    this.#heldAgainst = new Uint32Array(length);
  }

  /** The first of the best that may come; −1: none. */
  best(may: (at: number) => boolean): number {
    const values = this.#values;
    let found = -1;
    let highest = -Infinity;
    for (let at = 0; at < values.length; at += 1) {
      if (values[at]! <= highest) continue;
      if (this.#heldAgainst[at]! < this.#made) this.#hold(at);
      if (values[at]! <= highest || !may(at)) continue;
      found = at;
      highest = values[at]!;
    }
    return found;
  }

  /** Takes one that `best` found. */
  take(at: number): void {
    this.#values[at] = -Infinity;
    if (this.#most === 0) return;
    const place = this.#made % this.#most;
    if (this.#made >= this.#most) this.#forget(place);
    this.#point(at, place);
    this.#made += 1;
  }

  /** Holds a note against the directions that came since it last was. */
  #hold(at: number): void {
    const { length } = this.#values;
    for (let made = Math.max(this.#heldAgainst[at]!, this.#made - this.#most); made < this.#made; made += 1) {
      const place = made % this.#most;
      const share = this.#dot(at, place);
      this.#shares[place * length + at] = share;
      this.#squares[at]! -= share * share;
    }
    this.#heldAgainst[at] = this.#made;
    this.#values[at] = this.#valueOf(at);
  }

  /** A direction leaves the window: who was held against it gets back what it took. */
  #forget(place: number): void {
    const { length } = this.#values;
    const shares = this.#shares.subarray(place * length, (place + 1) * length);
    for (let at = 0; at < length; at += 1) {
      const share = shares[at]!;
      if (share === 0) continue;
      this.#squares[at]! += share * share;
      if (this.#values[at]! > -Infinity) this.#values[at] = this.#valueOf(at);
    }
    shares.fill(0);
  }

  /** Writes what a note adds to the window: its vector without their directions, made one long. */
  #point(at: number, place: number): void {
    const size = this.#size;
    const { length } = this.#values;
    const vector = this.#directions.subarray(place * size, (place + 1) * size);
    vector.set(this.#vectors.subarray(at * size, (at + 1) * size));
    for (let other = 0; other < Math.min(this.#made, this.#most); other += 1) {
      const share = other === place ? 0 : this.#shares[other * length + at]!;
      if (share === 0) continue;
      for (let part = 0; part < size; part += 1)
        vector[part]! -= share * this.#directions[other * size + part]!;
    }
    const long = Math.sqrt(squareAt(vector, 0, size));
    if (long < LEAST) vector.fill(0);
    else for (let part = 0; part < size; part += 1) vector[part]! /= long;
  }

  #valueOf(at: number): number {
    return this.#scores[at]! + this.#gamma * Math.sqrt(Math.max(0, this.#squares[at]!));
  }

  /** Four sums at a time, so that none waits for the one before. */
  #dot(note: number, place: number): number {
    const size = this.#size;
    const [vectors, directions] = [this.#vectors, this.#directions];
    const even = size - (size % 4);
    let [from, to] = [note * size, place * size];
    let [a, b, c, d] = [0, 0, 0, 0];
    for (const end = from + even; from < end; from += 4, to += 4) {
      a += vectors[from]! * directions[to]!;
      b += vectors[from + 1]! * directions[to + 1]!;
      c += vectors[from + 2]! * directions[to + 2]!;
      d += vectors[from + 3]! * directions[to + 3]!;
    }
    for (const end = (note + 1) * size; from < end; from += 1, to += 1) a += vectors[from]! * directions[to]!;
    return a + b + (c + d);
  }
}

function squareAt(vectors: ArrayLike<number>, at: number, size: number): number {
  let sum = 0;
  for (let part = at * size; part < (at + 1) * size; part += 1) sum += vectors[part]! * vectors[part]!;
  return sum;
}
