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

  get size(): number {
    return this.#shown.size;
  }

  get(key: string): Shown | undefined {
    return this.#shown.get(key);
  }

  add(key: string, shown: Shown): void {
    this.#shown.set(key, shown);
  }

  /** Takes out the oldest if it is from before `since`, or if there are too many. */
  takeDue(since: number): Shown | null {
    const [oldest] = this.#shown;
    if (!oldest || (oldest[1].at >= since && this.#shown.size <= MOST)) return null;
    this.#shown.delete(oldest[0]);
    return oldest[1];
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
      pending.#shown.set(key, {
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
