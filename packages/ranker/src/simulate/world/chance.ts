/** What chance is asked for: the second of the numbers that a roll hashes. */
export const FOR = {
  fame: 1,
  quality: 2,
  topic: 3,
  taste: 4,
  language: 5,
  fluency: 6,
  follow: 7,
  visit: 8,
  time: 9,
  write: 10,
  note: 11,
  looks: 12,
  style: 13,
  words: 14,
  tags: 15,
  examine: 16,
  open: 17,
  act: 18,
  leave: 19,
  churn: 20,
  drift: 21,
  stop: 22,
  direct: 23,
  dial: 24,
  rate: 25,
  bait: 26,
  household: 27,
} as const;

/** Chance by seed: the same question has the same answer in every run, whatever else differs. */
export class Chance {
  readonly #seed: number;

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** A number in [0, 1) that is always the same for the same three. */
  roll(what: number, a: number, b = 0): number {
    let hash = Math.imul(this.#seed ^ Math.imul(what, 0x9e3779b1), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 15) ^ a, 0xc2b2ae35);
    hash = Math.imul(hash ^ (hash >>> 13) ^ b, 0x27d4eb2f);
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    return ((hash ^ (hash >>> 14)) >>> 0) / 2 ** 32;
  }

  /** Normally distributed, mean 0, deviation 1. */
  normal(what: number, a: number, b = 0): number {
    const size = Math.sqrt(-2 * Math.log(1 - this.roll(what, a, b * 2 + 1)));
    return size * Math.cos(2 * Math.PI * this.roll(what, a, b * 2 + 0x10000));
  }

  /** A direction of `into.length` numbers, one long. */
  direction(what: number, a: number, into: Float32Array): void {
    let square = 0;
    for (let part = 0; part < into.length; part += 1) {
      into[part] = this.normal(what, a, part);
      square += into[part]! ** 2;
    }
    for (let part = 0; part < into.length; part += 1) into[part]! /= Math.sqrt(square);
  }
}
