import { HEADS, type Head } from './heads.ts';

/** Interests that one reader has at most. */
export const MOST_INTERESTS = 4;
/** Closer than this (cosine) is the same interest. */
const SAME = 0.55;
/** An interest weighs half as much after so long without an act. */
const HALF_LIFE_MS = 14 * 24 * 3_600_000;
/** No act moves an interest by less than this share, so that old ones still follow. */
const LEAST_MOVE = 0.03;
/** Wishes remembered of one reader; the oldest are let go first. */
export const MOST_WISHES = 200;

/**
 * What is known of a reader: two to four directions in the space of notes, and what they wish of channels, topics and
 * authors. A value: `learn` makes a new one.
 */
export interface Profile {
  /** Numbers in one vector. */
  readonly size: number;
  /** `masses.length` vectors of unit length, one after the other. */
  readonly vectors: Float32Array;
  /** How much each interest weighs, at `time`. */
  readonly masses: Float32Array;
  /** Milliseconds since 1970 of the last act. */
  readonly time: number;
  /** `channel:food`, `topic:…`, `author:…` → −1…1. */
  readonly wishes: ReadonlyMap<string, number>;
}

export interface Signal {
  kind: Head | 'like' | 'less' | 'more';
  /** Milliseconds since 1970. */
  time: number;
  /** The note's vector, of unit length, where it has one. */
  vector?: ArrayLike<number>;
  channel?: string | null;
  topics?: readonly string[];
  authorId?: string;
}

/** What an act says about what a reader wants. */
const SAYS: Readonly<Record<Signal['kind'], number>> = Object.freeze({
  open: 0.3,
  dwell: 0.6,
  like: 1,
  save: 1.5,
  comment: 1,
  share: 1.5,
  follow: 1,
  hide: -1,
  more: 2,
  less: -2,
});
/** How far one unit of that moves a wish. Five "less" take any wish to the bottom, and the second is felt. */
const WISH_STEP = 0.15;

export function newProfile(size: number): Profile {
  return { size, vectors: new Float32Array(0), masses: new Float32Array(0), time: 0, wishes: new Map() };
}

/** The profile after one act. The one handed in is not changed. */
export function learn(profile: Profile, signal: Signal): Profile {
  return learnAll(profile, [signal]);
}

/** The profile after some acts, one after the other: as `learn` with each, but its wishes are copied once for all. */
export function learnAll(profile: Profile, signals: Iterable<Signal>): Profile {
  const wishes = new Map(profile.wishes);
  let after = profile;
  for (const signal of signals) {
    wish(wishes, signal);
    after = turned(ageTo(after, signal.time), signal);
  }
  return { ...after, wishes };
}

/** Interests after one act. */
function turned(profile: Profile, { vector, kind }: Signal): Profile {
  if (!vector || vector.length !== profile.size || isZero(vector)) return profile;
  const says = SAYS[kind];
  return says > 0 ? towards(profile, vector, says) : away(profile, vector, -says);
}

/** Cosine of a note with the nearest of the reader's interests, weaker ones counting somewhat less; 0 for none. */
export function likeness({ size, vectors, masses }: Profile, note: ArrayLike<number>, from = 0): number {
  let best = 0;
  let heaviest = 0;
  const count = masses.length;
  for (let at = 0; at < count; at += 1) if (masses[at]! > heaviest) heaviest = masses[at]!;
  // Two interests at a time, so that neither sum waits for the other.
  for (let interest = 0; interest < count; interest += 2) {
    const first = interest * size;
    const second = interest + 1 < count ? first + size : first;
    let one = 0;
    let two = 0;
    for (let part = 0; part < size; part += 1) {
      const value = note[from + part]!;
      one += vectors[first + part]! * value;
      two += vectors[second + part]! * value;
    }
    best = Math.max(best, one * (0.6 + 0.4 * Math.sqrt(masses[interest]! / heaviest)));
    if (second !== first)
      best = Math.max(best, two * (0.6 + 0.4 * Math.sqrt(masses[interest + 1]! / heaviest)));
  }
  return best;
}

/** The directions to look for notes in, heaviest first, with their share of the whole. */
export function directions({ size, vectors, masses }: Profile): { vector: Float32Array; share: number }[] {
  const total = masses.reduce((sum, mass) => sum + mass, 0);
  return Array.from(masses, (mass, at) => ({
    vector: vectors.slice(at * size, (at + 1) * size),
    share: mass / total,
  })).sort((a, b) => b.share - a.share);
}

/** A signal of a head that happened, as it is learnt from. */
export function isHead(kind: Signal['kind']): kind is Head {
  return (HEADS as readonly string[]).includes(kind);
}

function ageTo(profile: Profile, time: number): Profile {
  if (profile.time === 0) return { ...profile, time };
  const factor = 2 ** (-Math.max(0, time - profile.time) / HALF_LIFE_MS);
  return {
    ...profile,
    time: Math.max(time, profile.time),
    masses: profile.masses.map((mass) => mass * factor),
  };
}

function wish(wishes: Map<string, number>, { kind, topics, channel, authorId }: Signal): void {
  const by = SAYS[kind] * WISH_STEP;
  const move = (key: string, step: number) => {
    const value = Math.max(-1, Math.min(1, (wishes.get(key) ?? 0) + step));
    // The latest stand last, so that the oldest are let go first.
    wishes.delete(key);
    wishes.set(key, value);
  };
  for (const topic of topics ?? []) move(`topic:${topic}`, by);
  if (channel) move(`channel:${channel}`, by * (topics?.length ? 0.3 : 1));
  if (authorId) move(`author:${authorId}`, by * 0.3);
  for (const key of wishes.keys()) {
    if (wishes.size <= MOST_WISHES) break;
    wishes.delete(key);
  }
}

function towards(profile: Profile, vector: ArrayLike<number>, says: number): Profile {
  const { size, masses } = profile;
  const { nearest, cosine } = nearestOf(profile, vector);
  if (nearest >= 0 && cosine >= SAME) return moved(profile, nearest, { vector, by: says });
  if (masses.length < MOST_INTERESTS) return added(profile, vector, says);
  const [a, b, alike] = closestPair(profile);
  if (alike > cosine) return added(merged(profile, a, b), vector, says);
  const lightest = masses.indexOf(Math.min(...masses));
  if (masses[lightest]! > says * 3) return moved(profile, nearest, { vector, by: says });
  const vectors = profile.vectors.slice();
  vectors.set(Float32Array.from(vector), lightest * size);
  const weights = masses.slice();
  weights[lightest] = says;
  return { ...profile, vectors, masses: weights };
}

/** What is not wanted takes weight from the interest it is nearest to, the more the nearer. */
function away(profile: Profile, vector: ArrayLike<number>, says: number): Profile {
  const { nearest, cosine } = nearestOf(profile, vector);
  if (nearest < 0 || cosine <= 0) return profile;
  const masses = profile.masses.slice();
  masses[nearest] = masses[nearest]! * Math.max(0.2, 1 - 0.4 * says * cosine);
  const { vectors } = moved({ ...profile, masses }, nearest, { vector, by: -0.2 * says * masses[nearest]! });
  return { ...profile, vectors, masses };
}

function moved(
  profile: Profile,
  at: number,
  { vector, by }: { vector: ArrayLike<number>; by: number },
): Profile {
  const { size } = profile;
  const mass = profile.masses[at]!;
  const share = by < 0 ? by / (mass || 1) : Math.max(LEAST_MOVE, by / (mass + by));
  const vectors = profile.vectors.slice();
  let length = 0;
  for (let part = 0; part < size; part += 1) {
    const value = (1 - Math.abs(share)) * vectors[at * size + part]! + share * vector[part]!;
    vectors[at * size + part] = value;
    length += value * value;
  }
  for (let part = 0; part < size; part += 1) vectors[at * size + part]! /= Math.sqrt(length) || 1;
  const masses = profile.masses.slice();
  masses[at] = Math.max(0, mass + Math.max(0, by));
  return { ...profile, vectors, masses };
}

function added(profile: Profile, vector: ArrayLike<number>, mass: number): Profile {
  const vectors = new Float32Array(profile.vectors.length + profile.size);
  vectors.set(profile.vectors);
  vectors.set(Float32Array.from(vector), profile.vectors.length);
  return { ...profile, vectors, masses: Float32Array.of(...profile.masses, mass) };
}

function merged(profile: Profile, a: number, b: number): Profile {
  const { size } = profile;
  const vector = profile.vectors.slice(b * size, (b + 1) * size);
  const both = moved(profile, a, { vector, by: profile.masses[b]! });
  const keep = Array.from(both.masses.keys()).filter((at) => at !== b);
  const vectors = new Float32Array(keep.length * size);
  keep.forEach((at, to) => vectors.set(both.vectors.subarray(at * size, (at + 1) * size), to * size));
  return { ...both, vectors, masses: Float32Array.from(keep, (at) => both.masses[at]!) };
}

function nearestOf({ size, vectors, masses }: Profile, vector: ArrayLike<number>) {
  let nearest = -1;
  let cosine = -Infinity;
  for (let at = 0; at < masses.length; at += 1) {
    let dot = 0;
    for (let part = 0; part < size; part += 1) dot += vectors[at * size + part]! * vector[part]!;
    if (dot > cosine) [nearest, cosine] = [at, dot];
  }
  return { nearest, cosine };
}

function closestPair(profile: Profile): [number, number, number] {
  let found: [number, number, number] = [0, 1, -Infinity];
  const { size, vectors, masses } = profile;
  for (let b = 1; b < masses.length; b += 1) {
    const others = { ...profile, masses: masses.subarray(0, b) };
    const { nearest, cosine } = nearestOf(others, vectors.subarray(b * size, (b + 1) * size));
    if (cosine > found[2]) found = [nearest, b, cosine];
  }
  return found;
}

function isZero(vector: ArrayLike<number>): boolean {
  for (let part = 0; part < vector.length; part += 1) if (vector[part] !== 0) return false;
  return true;
}
