import { Reader, Writer } from './bytes.ts';
import { mixed } from './random.ts';

const KIND = 'ranker rings';
const VERSION = 1;
/** Accounts that count as new, and how near in time two acts are in step. */
const NEW_HOURS = 14 * 24;
const STEP_HOURS = 12;
/** Two new accounts that marked so many notes in step, and hardly any others, are one hand. */
const STEPS = 4;
const HARDLY = 0.6;
/** Accounts on one telephone, or behind one address, that count as one household. */
const HOUSEHOLD = 2;
/** A new account is believed when it cared for so many authors: what it did before counts from then on. */
const BELIEVED = 5;
/** New accounts that marked one note lately, with whom the next is compared. */
const COMPARED = 256;
/** Pairs that are watched: beyond, those who were in step first are let go. */
const MOST_PAIRS = 1 << 20;
/** Places for who came from which address to which note; the newest keep theirs. */
const PLACES = 1 << 16;
const NOBODY = -1;

export interface Account {
  /** Small dense number (see `Numbers`), below 2²⁴. */
  person: number;
  /** Hours, on any clock that `now` is on. */
  joined: number;
  /** What the account was used from; left out where it is not known. */
  device?: number | undefined;
}

/**
 * Whose engagement does not count toward quality: accounts that share a device, or that are new and act in step; and of
 * those behind one address, any beyond a household on the same note. It is told only what a platform sees.
 */
export class Rings {
  readonly #onDevice = new Map<number, Set<number>>();
  readonly #suspects = new Set<number>();
  /** Authors a new account cared for. */
  readonly #authors = new Map<number, Set<number>>();
  readonly #marks = new Map<number, number>();
  readonly #recent = new Map<number, { person: number; now: number }[]>();
  /** Marks in step by pair. */
  readonly #steps = new Map<number, number>();
  /** Note and address by place, and the household that came to it. */
  readonly #came = new Int32Array(PLACES);
  readonly #household = new Int32Array(PLACES * HOUSEHOLD).fill(NOBODY);

  suspects(person: number): boolean {
    return this.#suspects.has(person);
  }

  /** Whether an account is so new that what it does may have to be taken back. */
  isNew({ joined }: Account, now: number): boolean {
    return now - joined <= NEW_HOURS;
  }

  /** An account comes; returns those who are suspected from now on. */
  came({ person, device }: Account): number[] {
    if (device === undefined) return [];
    const on = this.#onDevice.get(device) ?? new Set<number>();
    if (!on.has(person)) this.#onDevice.set(device, on.add(person));
    return on.size > HOUSEHOLD ? [...on].filter((each) => this.#suspect(each)) : [];
  }

  /** Whether what an account does counts; `author` is one it just read or marked, if it did. */
  believes({ person, joined }: Account, now: number, author?: number): boolean {
    if (this.#suspects.has(person)) return false;
    if (now - joined > NEW_HOURS) {
      this.#authors.delete(person);
      return true;
    }
    const authors = this.#authors.get(person) ?? new Set<number>();
    if (author !== undefined && authors.size < BELIEVED) this.#authors.set(person, authors.add(author));
    return authors.size >= BELIEVED;
  }

  /** An account marked a note (liked, saved, commented on it); returns those who are suspected from now on. */
  marked({ person, joined }: Account, note: number, now: number): number[] {
    if (now - joined > NEW_HOURS) return [];
    this.#marks.set(person, (this.#marks.get(person) ?? 0) + 1);
    const near = (this.#recent.get(note) ?? []).filter((other) => now - other.now < STEP_HOURS);
    const found = near.flatMap((other) => (this.#inStep(person, other.person) ? [person, other.person] : []));
    this.#recent.set(note, [...near.slice(1 - COMPARED), { person, now }]);
    return found.filter((each) => this.#suspect(each));
  }

  /**
   * Whether an account is one too many behind an address on a note: a household of two counts, a third account does not.
   * A family, a school or a whole town may stand behind one address, so nobody is suspected for it.
   */
  crowds(person: number, { address, note }: { address: number; note: number }): boolean {
    const name = mixed(address, note) | 1;
    const place = mixed(note, address) & (PLACES - 1);
    const from = place * HOUSEHOLD;
    if (this.#came[place] !== name) {
      this.#came[place] = name;
      this.#household.fill(NOBODY, from, from + HOUSEHOLD);
    }
    for (let at = from; at < from + HOUSEHOLD; at += 1) {
      if (this.#household[at] === NOBODY) this.#household[at] = person;
      if (this.#household[at] === person) return false;
    }
    return true;
  }

  /** Nothing is known of this account any more. */
  forget(person: number): void {
    this.#suspects.delete(person);
    this.#authors.delete(person);
    this.#marks.delete(person);
    for (const on of this.#onDevice.values()) on.delete(person);
  }

  /** Lets go what no longer decides anything at `now`: notes that nobody marked lately. */
  sweep(now: number): void {
    for (const [note, marks] of this.#recent) {
      if (now - marks.at(-1)!.now >= STEP_HOURS) this.#recent.delete(note);
    }
  }

  /** Everything, as bytes: the same told in the same order gives equal bytes. */
  save(): Uint8Array {
    const out = new Writer(KIND, VERSION);
    const sets = (all: ReadonlyMap<number, ReadonlySet<number>>) =>
      [...all].map(([key, set]) => [key, [...set]]);
    const parts = {
      onDevice: sets(this.#onDevice),
      suspects: [...this.#suspects],
      authors: sets(this.#authors),
      marks: [...this.#marks],
      recent: [...this.#recent].map(([note, marks]) => [note, marks.map(({ person, now }) => [person, now])]),
      steps: [...this.#steps],
    };
    out.text(JSON.stringify(parts));
    out.words(this.#came);
    out.words(this.#household);
    return out.done();
  }

  static load(bytes: Uint8Array): Rings {
    const from = new Reader(bytes, { kind: KIND, version: VERSION });
    const parts = JSON.parse(from.text()) as Saved;
    const rings = new Rings();
    for (const [device, people] of parts.onDevice) rings.#onDevice.set(device, new Set(people));
    for (const person of parts.suspects) rings.#suspects.add(person);
    for (const [person, authors] of parts.authors) rings.#authors.set(person, new Set(authors));
    for (const [person, marks] of parts.marks) rings.#marks.set(person, marks);
    for (const [note, marks] of parts.recent)
      rings.#recent.set(
        note,
        marks.map(([person, now]) => ({ person, now })),
      );
    for (const [pair, steps] of parts.steps) rings.#steps.set(pair, steps);
    rings.#came.set(from.words(PLACES));
    rings.#household.set(from.words(PLACES * HOUSEHOLD));
    return rings;
  }

  #suspect(person: number): boolean {
    if (this.#suspects.has(person)) return false;
    this.#suspects.add(person);
    return true;
  }

  #inStep(a: number, b: number): boolean {
    const pair = Math.min(a, b) * 2 ** 24 + Math.max(a, b);
    const steps = (this.#steps.get(pair) ?? 0) + 1;
    this.#steps.set(pair, steps);
    if (this.#steps.size > MOST_PAIRS) this.#steps.delete(this.#steps.keys().next().value!);
    return steps >= STEPS && steps >= HARDLY * Math.min(this.#marks.get(a)!, this.#marks.get(b)!);
  }
}

interface Saved {
  onDevice: [number, number[]][];
  suspects: number[];
  authors: [number, number[]][];
  marks: [number, number][];
  recent: [number, [number, number][]][];
  steps: [number, number][];
}
