import { Reader, Writer } from '@jujube/ranker';
import { SHAPE_BYTES } from '../shape.ts';

const FORM = { kind: 'feed pending', version: 1 } as const;
/** So many impressions wait at most for what comes of them; the oldest go first. */
const MOST = 2 ** 16;

/** An impression that waits for what its reader will do with it. */
export interface Shown {
  note: number;
  person: number;
  position: number;
  /** Bits of `OUTCOME`. */
  acts: number;
  /** Milliseconds since 1970. */
  at: number;
  /** When the reader's account was made, in hours. */
  joined: number;
  shape: Uint8Array;
}

/** Impressions of the last while in the order of the log, by the place where they were made. */
export class Pending {
  readonly #shown = new Map<string, Shown>();
  /** Keys in the order in which they came, from `#first` on: a map forgets slowly what is deleted at its beginning. */
  #keys: string[] = [];
  #first = 0;

  get size(): number {
    return this.#shown.size;
  }

  get(key: string): Shown | undefined {
    return this.#shown.get(key);
  }

  add(key: string, shown: Shown): void {
    this.#shown.set(key, shown);
    this.#keys.push(key);
  }

  /** Takes out the oldest if it is from before `since`, or if there are too many. */
  takeDue(since: number): Shown | null {
    while (this.#first < this.#keys.length) {
      const key = this.#keys[this.#first]!;
      const oldest = this.#shown.get(key);
      if (oldest && oldest.at >= since && this.#shown.size <= MOST) return null;
      this.#first += 1;
      if (this.#first > MOST && this.#first * 2 > this.#keys.length) {
        this.#keys = this.#keys.slice(this.#first);
        this.#first = 0;
      }
      if (!oldest) continue;
      this.#shown.delete(key);
      return oldest;
    }
    return null;
  }

  forget(person: number): void {
    for (const [key, shown] of this.#shown) if (shown.person === person) this.#shown.delete(key);
  }

  save(): Uint8Array {
    const out = new Writer(FORM.kind, FORM.version);
    out.number(this.#shown.size);
    for (const [key, shown] of this.#shown) {
      out.text(key);
      for (const number of [shown.note, shown.person, shown.position, shown.acts, shown.at, shown.joined])
        out.number(number);
      out.words(shown.shape);
    }
    return out.done();
  }

  static load(bytes: Uint8Array): Pending {
    const from = new Reader(bytes, FORM);
    const pending = new Pending();
    for (let left = from.number(); left > 0; left -= 1) {
      const key = from.text();
      const [note, person, position, acts, at, joined] = Array.from({ length: 6 }, () => from.number());
      const shape = new Uint8Array(from.small(SHAPE_BYTES).buffer);
      pending.add(key, {
        note: note!,
        person: person!,
        position: position!,
        acts: acts!,
        at: at!,
        joined: joined!,
        shape,
      });
    }
    return pending;
  }
}
