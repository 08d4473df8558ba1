/** Numbers that look random and are the same every time for the same seed. */
export type Random = {
  /** A number in [0, 1). */
  next: () => number;
  /** A number in [low, high). */
  between: (low: number, high: number) => number;
  /** A whole number in [low, high], both included. */
  whole: (low: number, high: number) => number;
  /** About 0, seldom beyond ±2.5: the sum of three, near enough to a bell. */
  bell: () => number;
  /** One of the list, which must not be empty. */
  pick: <T>(list: readonly T[]) => T;
  /** A generator of its own for a part of a drawing, so that one part's changes leave the others as they were. */
  branch: (name: string) => Random;
};

/**
 * A seeded generator (sfc32, public domain, by Chris Doty-Humphrey).
 * @param seed any text; equal texts give equal sequences on every machine
 */
export function seeded(seed: string): Random {
  const state = hash(seed);
  const next = (): number => step(state) / 4294967296;
  for (let i = 0; i < 12; i++) next();
  return {
    next,
    between: (low, high) => low + (high - low) * next(),
    whole: (low, high) => low + Math.floor((high - low + 1) * next()),
    bell: () => (next() + next() + next()) * 2 - 3,
    pick: (list) => list[Math.floor(next() * list.length)]!,
    branch: (name) => seeded(`${seed}/${name}`),
  };
}

function step(state: Uint32Array): number {
  const sum = (state[0]! + state[1]! + state[3]!) >>> 0;
  state[3] = state[3]! + 1;
  state[0] = state[1]! ^ (state[1]! >>> 9);
  state[1] = state[2]! + (state[2]! << 3);
  state[2] = ((state[2]! << 21) | (state[2]! >>> 11)) + sum;
  return sum;
}

function hash(text: string): Uint32Array {
  const state = new Uint32Array([0x9e3779b9, 0x243f6a88, 0xb7e15162, 1]);
  for (let i = 0; i < text.length; i++) {
    const at = i % 3;
    state[at] = Math.imul(state[at]! ^ text.charCodeAt(i), 0x01000193) + (state[(at + 1) % 3]! >>> 7);
  }
  return state;
}
