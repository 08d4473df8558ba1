/** The newest notes of each of many: authors, topics, channels. Made anew from the notes at a start. */
export class Newest {
  readonly #lists = new Map<number, number[]>();
  readonly #most: number;
  readonly #timeOf: (note: number) => number;

  /**
   * @param most notes of one
   * @param timeOf when a note was published
   */
  constructor(most: number, timeOf: (note: number) => number) {
    this.#most = most;
    this.#timeOf = timeOf;
  }

  /** Oldest first, at least the newest that were asked for. Some may not be of it any more, or not there: whoever reads them looks. */
  of(key: number): readonly number[] {
    return this.#lists.get(key) ?? NONE;
  }

  put(key: number, note: number): void {
    const list = this.#lists.get(key);
    if (!list) {
      this.#lists.set(key, [note]);
      return;
    }
    const time = this.#timeOf(note);
    const at = this.#placeOf(list, time);
    if (at <= list.length - this.#most) return;
    for (let before = at - 1; before >= 0 && this.#timeOf(list[before]!) === time; before -= 1) {
      if (list[before] === note) return;
    }
    list.splice(at, 0, note);
    // Cut now and then: taking the first of many away moves all others.
    if (list.length > this.#most * 2) list.splice(0, list.length - this.#most);
  }

  /** Behind all that are as old or older. */
  #placeOf(list: readonly number[], time: number): number {
    let [low, high] = [0, list.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#timeOf(list[middle]!) <= time) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

const NONE: readonly number[] = [];
