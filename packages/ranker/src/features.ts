import { hashOf } from './content.ts';
import { mixed } from './random.ts';

/** Hashed features of one impression; used again for the next. */
export interface Features {
  count: number;
  hashes: Int32Array;
  values: Float32Array;
  /** What each is, where asked for: slow, for explaining and for tests. */
  names: string[];
}

/**
 * What the heads may know of a note before a reader. How many follow its author is not among it and has no place to
 * stand: who is new is ranked by the note alone. A test reads every property that is asked for.
 */
export interface Shape {
  channel: string | null;
  topics: readonly string[];
  language: string;
  /** Which query brought it. */
  source: string;
  /** How the reader reads its language. */
  reading: 'first' | 'other' | 'script' | 'foreign' | 'unknown';
  ageHours: number;
  /** Times as good as an ordinary note of its group. */
  quality: number;
  /** Cosine with the nearest of the reader's interests, 0 where nothing is known. */
  likeness: number;
  /** What its channel and topics say by the reader's own choice and habit, −1…1. */
  wish: number;
  /** The reader follows the author: a fact about the reader, not a number of people. */
  followed: boolean;
  /** How strongly the item graph points at it, 0…1. */
  relation: number;
  /** Place in the list when it was shown; left out when ranking. */
  position?: number;
}

const MOST = 32;
const NAMED = 4096;

export function blankFeatures(): Features {
  return { count: 0, hashes: new Int32Array(MOST), values: new Float32Array(MOST), names: [] };
}

/** Writes the features of an impression into `into`; with `named`, their names too. */
export function featuresOf(shape: Shape, into: Features, named = false): Features {
  into.count = 0;
  into.names.length = 0;
  const put = (name: string, value = 1) => {
    into.hashes[into.count] = hashed(name);
    into.values[into.count] = value;
    if (named) into.names.push(name);
    into.count += 1;
  };
  const cross = (a: string, b: string) => {
    into.hashes[into.count] = mixed(hashed(a), hashed(b));
    into.values[into.count] = 1;
    if (named) into.names.push(`${a} × ${b}`);
    into.count += 1;
  };
  const age = AGES[bucket(Math.log2(1 + Math.max(0, shape.ageHours)), AGES.length)]!;
  const quality = QUALITIES[bucket((Math.log2(Math.max(shape.quality, 1e-3)) + 3) * 1.5, QUALITIES.length)]!;
  const likeness = LIKENESSES[bucket((shape.likeness + 0.2) * 8, LIKENESSES.length)]!;
  const wish = WISHES[bucket((shape.wish + 1) * 3.5, WISHES.length)]!;
  const source = `source ${shape.source}`;
  const channel = `channel ${shape.channel ?? ''}`;
  const reading = READINGS[shape.reading];
  for (const plain of [age, quality, likeness, wish, source, channel, reading]) put(plain);
  put('likeness', shape.likeness);
  put('quality', Math.log2(Math.max(shape.quality, 1e-3)));
  put('wish', shape.wish);
  put('relation', shape.relation);
  if (shape.followed) put('followed');
  put(`language ${shape.language}`);
  for (const topic of shape.topics.slice(0, 4)) put(`topic ${topic}`);
  cross(source, channel);
  cross(source, age);
  cross(reading, channel);
  cross(likeness, quality);
  cross(likeness, age);
  cross(wish, quality);
  cross(wish, likeness);
  if (shape.position !== undefined) put(`position ${bucket(Math.log2(1 + shape.position) * 2, 16)}`);
  return into;
}

const named = (name: string, count: number) => Array.from({ length: count }, (_, at) => `${name} ${at}`);
const AGES = named('age', 12);
const QUALITIES = named('quality', 10);
const LIKENESSES = named('likeness', 10);
const WISHES = named('wish', 8);
const READINGS = {
  first: 'reading first',
  other: 'reading other',
  script: 'reading script',
  foreign: 'reading foreign',
  unknown: 'reading unknown',
} as const;

function bucket(value: number, count: number): number {
  return Math.max(0, Math.min(count - 1, Math.floor(value)));
}

const hashes = new Map<string, number>();

/** The hash of a name, remembered while there are few. */
function hashed(name: string): number {
  const known = hashes.get(name);
  if (known !== undefined) return known;
  const hash = hashOf(name);
  if (hashes.size < NAMED) hashes.set(name, hash);
  return hash;
}
