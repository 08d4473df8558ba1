/**
 * Sums for many numbered things, of which only a few are not zero: adding is one write, and emptying costs as much as
 * was touched. One is made per thread and used again.
 */
export class Scores {
  #values = new Float64Array(64);
  #touched = new Int32Array(64);
  #length = 0;

  /** How many have a sum. */
  get size(): number {
    return this.#length;
  }

  /** Numbers that have a sum, in the order in which they got it. Valid until the next change. */
  get touched(): Int32Array {
    return this.#touched.subarray(0, this.#length);
  }

  get(id: number): number {
    return id < this.#values.length ? this.#values[id]! : 0;
  }

  /**
   * The sums themselves, by number, with room for numbers below `length`: for whoever reads many. Valid until the next
   * number is added that is not below.
   */
  sums(length: number): Float64Array {
    if (length > this.#values.length) this.#widen(length);
    return this.#values;
  }

  /** Adds `value`, which is not zero. */
  add(id: number, value: number): void {
    if (id >= this.#values.length) this.#widen(id + 1);
    if (this.#values[id] === 0) this.#touch(id);
    // A sum that comes back to exactly zero would be noted down twice.
    this.#values[id] = this.#values[id]! + value || Number.MIN_VALUE;
  }

  scale(id: number, factor: number): void {
    this.#values[id] = this.#values[id]! * factor || Number.MIN_VALUE;
  }

  /** Makes a sum as good as nothing: the least there is. */
  drop(id: number): void {
    if (this.get(id) !== 0) this.#values[id] = Number.MIN_VALUE;
  }

  clear(): void {
    for (let at = 0; at < this.#length; at += 1) this.#values[this.#touched[at]!] = 0;
    this.#length = 0;
  }

  /** The `count` highest, best first; of equal ones the lower number, so that the order of adding has no say. */
  best(count: number): Int32Array {
    const values = this.#values;
    const keys = keysFor(this.#length);
    for (let at = 0; at < this.#length; at += 1) keys[at] = values[this.#touched[at]!]!;
    return highestBy(this.touched, keys, count);
  }

  #touch(id: number): void {
    if (this.#length === this.#touched.length) {
      const wider = new Int32Array(this.#length * 2);
      wider.set(this.#touched);
      this.#touched = wider;
    }
    this.#touched[this.#length] = id;
    this.#length += 1;
  }

  #widen(least: number): void {
    const wider = new Float64Array(Math.max(least, Math.ceil(this.#values.length * 1.5)));
    wider.set(this.#values);
    this.#values = wider;
  }
}

/** The `count` of `ids` with the highest value, best first, equal ones by number: a heap of `count`, no sort of all. */
export function highest(ids: Int32Array, by: { count: number; value: (id: number) => number }): Int32Array {
  const keys = keysFor(ids.length);
  for (let at = 0; at < ids.length; at += 1) keys[at] = by.value(ids[at]!);
  return highestBy(ids, keys, by.count);
}

let room = new Float64Array(64);

/** Room for so many keys, the same for all who ask: what they write there is read before the next does. */
function keysFor(length: number): Float64Array {
  if (length > room.length) room = new Float64Array(Math.ceil(length * 1.5));
  return room;
}

/** As `highest`, `given` being the value of each id in its place. */
function highestBy(ids: Int32Array, given: Float64Array, count: number): Int32Array {
  const size = Math.min(count, ids.length);
  const heap = ids.slice(0, size);
  const keys = given.slice(0, size);
  if (size === 0) return heap;
  for (let at = (size >> 1) - 1; at >= 0; at -= 1) sink({ heap, keys, size }, at);
  for (let at = size; at < ids.length; at += 1) {
    const key = given[at]!;
    if (key < keys[0]! || (key === keys[0] && ids[at]! > heap[0]!)) continue;
    heap[0] = ids[at]!;
    keys[0] = key;
    sink({ heap, keys, size }, 0);
  }
  for (let end = size - 1; end > 0; end -= 1) {
    swap({ heap, keys, size }, 0, end);
    sink({ heap, keys, size: end }, 0);
  }
  return heap;
}

/**
 * These ids by their values, best first, equal ones by number, as far as somebody reads: made in time that grows with their
 * number, and each that is read costs its logarithm. Both arrays are used up.
 */
export function* bestOf(ids: Int32Array, keys: Float64Array): Generator<number> {
  // The worst of the opposites is the best.
  for (let at = 0; at < ids.length; at += 1) {
    ids[at] = -ids[at]!;
    keys[at] = -keys[at]!;
  }
  for (let at = (ids.length >> 1) - 1; at >= 0; at -= 1) sink({ heap: ids, keys, size: ids.length }, at);
  for (let size = ids.length - 1; size >= 0; size -= 1) {
    yield 0 - ids[0]!;
    ids[0] = ids[size]!;
    keys[0] = keys[size]!;
    sink({ heap: ids, keys, size }, 0);
  }
}

interface Heap {
  heap: Int32Array;
  keys: Float64Array;
  size: number;
}

/** Worst on top: lower value, then higher number. */
function sink({ heap, keys, size }: Heap, from: number): void {
  const id = heap[from]!;
  const key = keys[from]!;
  let at = from;
  for (;;) {
    let child = at * 2 + 1;
    if (child >= size) break;
    const other = child + 1;
    if (other < size && worse(keys[other]! - keys[child]!, heap[child]! - heap[other]!)) child = other;
    if (!worse(keys[child]! - key, id - heap[child]!)) break;
    heap[at] = heap[child]!;
    keys[at] = keys[child]!;
    at = child;
  }
  heap[at] = id;
  keys[at] = key;
}

function worse(byKey: number, byId: number): boolean {
  return byKey < 0 || (byKey === 0 && byId < 0);
}

function swap({ heap, keys }: Heap, a: number, b: number): void {
  const id = heap[a]!;
  const key = keys[a]!;
  heap[a] = heap[b]!;
  keys[a] = keys[b]!;
  heap[b] = id;
  keys[b] = key;
}
