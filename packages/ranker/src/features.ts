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
const MOST_TOPICS = 4;
/** Names whose hash is remembered: those of all topics of a large place. */
const NAMED = 2 ** 16;

export function blankFeatures(): Features {
  return { count: 0, hashes: new Int32Array(MOST), values: new Float32Array(MOST), names: [] };
}

/** Writes the features of an impression into `into`; with `named`, their names too. */
export function featuresOf(shape: Shape, into: Features, named = false): Features {
  into.count = 0;
  into.names.length = 0;
  const age = AGES[bucket(Math.log2(1 + Math.max(0, shape.ageHours)), AGES.length)]!;
  const quality = QUALITIES[bucket((Math.log2(Math.max(shape.quality, 1e-3)) + 3) * 1.5, QUALITIES.length)]!;
  const likeness = LIKENESSES[bucket((shape.likeness + 0.2) * 8, LIKENESSES.length)]!;
  const wish = WISHES[bucket((shape.wish + 1) * 3.5, WISHES.length)]!;
  const source = SOURCES.of(shape.source);
  const channel = CHANNELS.of(shape.channel ?? '');
  const reading = READINGS.of(shape.reading);
  put(into, age, 1);
  put(into, quality, 1);
  put(into, likeness, 1);
  put(into, wish, 1);
  put(into, source, 1);
  put(into, channel, 1);
  put(into, reading, 1);
  put(into, LIKENESS, shape.likeness);
  put(into, QUALITY, Math.log2(Math.max(shape.quality, 1e-3)));
  put(into, WISH, shape.wish);
  put(into, RELATION, shape.relation);
  if (shape.followed) put(into, FOLLOWED, 1);
  put(into, LANGUAGES.of(shape.language), 1);
  for (let at = 0; at < Math.min(MOST_TOPICS, shape.topics.length); at += 1)
    put(into, TOPICS.of(shape.topics[at]!), 1);
  cross(into, source, channel);
  cross(into, source, age);
  cross(into, reading, channel);
  cross(into, likeness, quality);
  cross(into, likeness, age);
  cross(into, wish, quality);
  cross(into, wish, likeness);
  if (shape.position !== undefined)
    put(into, POSITIONS[bucket(Math.log2(1 + shape.position) * 2, POSITIONS.length)]!, 1);
  if (named) name(shape, into, { age, quality, likeness, wish, source, channel, reading });
  return into;
}

function put(into: Features, { hash }: Feature, value: number): void {
  into.hashes[into.count] = hash;
  into.values[into.count] = value;
  into.count += 1;
}

function cross(into: Features, a: Feature, b: Feature): void {
  into.hashes[into.count] = mixed(a.hash, b.hash);
  into.values[into.count] = 1;
  into.count += 1;
}

type Plain = 'age' | 'quality' | 'likeness' | 'wish' | 'source' | 'channel' | 'reading';

/** The names of what `featuresOf` wrote, in its order. */
function name(shape: Shape, into: Features, plain: Record<Plain, Feature>): void {
  const { age, quality, likeness, wish, source, channel, reading } = plain;
  const numbers = [LIKENESS, QUALITY, WISH, RELATION, ...(shape.followed ? [FOLLOWED] : [])];
  const topics = shape.topics.slice(0, MOST_TOPICS).map((topic) => TOPICS.of(topic));
  for (const each of [age, quality, likeness, wish, source, channel, reading, ...numbers])
    into.names.push(each.name);
  for (const each of [LANGUAGES.of(shape.language), ...topics]) into.names.push(each.name);
  const pairs = [
    [source, channel],
    [source, age],
    [reading, channel],
    [likeness, quality],
    [likeness, age],
    [wish, quality],
    [wish, likeness],
  ] as const;
  for (const [a, b] of pairs) into.names.push(`${a.name} × ${b.name}`);
  if (shape.position !== undefined)
    into.names.push(POSITIONS[bucket(Math.log2(1 + shape.position) * 2, POSITIONS.length)]!.name);
}

/** A name and its hash. */
interface Feature {
  name: string;
  hash: number;
}

const featureOf = (name: string): Feature => ({ name, hash: hashOf(name) });
const several = (name: string, count: number) =>
  Array.from({ length: count }, (_, at) => featureOf(`${name} ${at}`));

/** Features of one kind by what they are of, remembered while there are few. */
class Kind {
  readonly #known = new Map<string, Feature>();
  readonly #kind: string;

  constructor(kind: string) {
    this.#kind = kind;
  }

  of(value: string): Feature {
    const known = this.#known.get(value);
    if (known) return known;
    const made = featureOf(`${this.#kind} ${value}`);
    if (this.#known.size < NAMED) this.#known.set(value, made);
    return made;
  }
}

const AGES = several('age', 12);
const QUALITIES = several('quality', 10);
const LIKENESSES = several('likeness', 10);
const WISHES = several('wish', 8);
const POSITIONS = several('position', 16);
const [LIKENESS, QUALITY, WISH, RELATION, FOLLOWED] = [
  featureOf('likeness'),
  featureOf('quality'),
  featureOf('wish'),
  featureOf('relation'),
  featureOf('followed'),
];
const SOURCES = new Kind('source');
const CHANNELS = new Kind('channel');
const READINGS = new Kind('reading');
const LANGUAGES = new Kind('language');
const TOPICS = new Kind('topic');

function bucket(value: number, count: number): number {
  return Math.max(0, Math.min(count - 1, Math.floor(value)));
}
