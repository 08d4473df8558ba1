/** Accounts that count as new, and how near in time two acts are in step. */
const NEW_HOURS = 14 * 24;
const STEP_HOURS = 12;
/** Two new accounts that marked so many notes in step, and hardly any others, are one hand. */
const STEPS = 4;
const HARDLY = 0.6;
/** Accounts on one telephone that count as one household. */
const HOUSEHOLD = 2;

/** A new account is believed when it cared for so many authors: what it did before counts from then on. */
const BELIEVED = 5;

export interface Account {
  person: number;
  joined: number;
  device: number;
}

/**
 * Whose engagement does not count toward quality: accounts that share a device, or that are new and act in step. It is
 * told only what a platform sees.
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

  suspects(person: number): boolean {
    return this.#suspects.has(person);
  }

  /** An account comes; returns those who are suspected from now on. */
  came({ person, device }: Account): number[] {
    const on = this.#onDevice.get(device) ?? new Set<number>();
    this.#onDevice.set(device, on.add(person));
    return on.size > HOUSEHOLD ? [...on].filter((each) => this.#suspect(each)) : [];
  }

  /** Whether what an account does counts; `author` is one it just read or marked, if it did. */
  believes({ person, joined }: Account, now: number, author?: number): boolean {
    if (this.#suspects.has(person)) return false;
    if (now - joined > NEW_HOURS) return true;
    const authors = this.#authors.get(person) ?? new Set<number>();
    if (author !== undefined) this.#authors.set(person, authors.add(author));
    return authors.size >= BELIEVED;
  }

  /** An account marked a note (liked, saved, commented on it); returns those who are suspected from now on. */
  marked({ person, joined }: Account, note: number, now: number): number[] {
    if (now - joined > NEW_HOURS) return [];
    this.#marks.set(person, (this.#marks.get(person) ?? 0) + 1);
    const near = (this.#recent.get(note) ?? []).filter((other) => now - other.now < STEP_HOURS);
    const found = near.flatMap((other) => (this.#inStep(person, other.person) ? [person, other.person] : []));
    this.#recent.set(note, [...near, { person, now }]);
    return found.filter((each) => this.#suspect(each));
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
    return steps >= STEPS && steps >= HARDLY * Math.min(this.#marks.get(a)!, this.#marks.get(b)!);
  }
}
