import { directions, gather, highest, Scores, type Found, type Gathered, type Source } from '@jujube/ranker';
import { SHARES } from '../reach/in-force.ts';
import { sharesFor } from '../wishes/index.ts';
import { shownOf } from './evidence.ts';
import type { Memory } from './memory.ts';
import { STANDING } from './notes.ts';
import type { Orders } from './orders.ts';
import { nearbyTo } from './places.ts';
import type { Reader } from './reader.ts';

/** Candidates of one ranking, in a place that has so many. */
export const CANDIDATES = 600;
/** For a reader of whom nothing was learnt: what is near to it and related to it, half of all, is not there. */
export const FOR_NEWCOMERS = 190;
/** Of a list in a language that the reader does not read, so many more are looked for than can be shown. */
const ROOM = 1.2;
/** Topics that a reader is taken to be after, and people they follow who are looked at. */
const TOPICS = 12;
const FOLLOWED = 120;
const OF_ONE_FOLLOWED = 3;
/** Near and related notes looked for, as a share of all candidates: some are seen already. */
const LOOKED = 0.33;
const LEAST_LOOKED = 40;
/** Directions in which something new is looked for while a list is read. */
const WAYS_IN_TAIL = 2;
/** Where there are so many times what a list holds, nothing of a flood is needed. */
const ENOUGH = 1.5;
/** Notes of one source in a language that is not looked for. */
const PASSED_OVER = 1500;
/** Of each of these, so many are looked at. */
const MOST_TURNS = 200;

export interface Wanted {
  /** The number of a channel; −1 where it is one that no note stands in; null for everything. */
  channel: number | null;
  /** Notes that may be shown: there, not seen, not hidden, not unwanted. */
  fits: (note: number) => boolean;
  foreign: (note: number) => boolean;
  total: number;
  /** As many as a list holds. */
  list: number;
}

/** How strongly the graph points at notes from a reader's last acts. */
export interface Related {
  get(note: number): number;
  strongest: number;
  best(count: number): Int32Array;
}

const sums = new Scores();

/** Walks from what the reader cared for last, the latest counting most. Valid until the next walk. */
export function relatedTo({ graph }: Memory, trail: readonly number[]): Related {
  sums.clear();
  if (trail.length > 0) {
    graph.walk({ notes: trail, weights: trail.map((_, at) => 1 / (at + 1) ** 0.3) }, sums);
    for (const note of trail) sums.drop(note);
  }
  const best = (count: number) => sums.best(count).filter((note) => sums.get(note) > Number.MIN_VALUE);
  const [first] = best(1);
  return { get: (note) => sums.get(note), strongest: first === undefined ? 0 : sums.get(first), best };
}

/**
 * Candidates for one reader, each with what brought it: as many in other languages as their dial may ask for, so that it
 * never runs dry. Notes of a flood come only where there is little else.
 */
export function candidatesFor(
  memory: Memory,
  orders: Orders,
  given: { reader: Reader; wanted: Wanted; related: Related },
): Gathered<number>[] {
  const { reader, wanted } = given;
  const { standing } = memory.notes;
  const sources = sourcesFor(memory, orders, given);
  const found = (fits: (note: number) => boolean) => {
    const { foreignShare } = reader.asks;
    const dial = Math.round(Math.max(wanted.list * ROOM * foreignShare, wanted.total * foreignShare));
    const least = Math.ceil(wanted.list * ROOM * (1 - foreignShare));
    const foreign = Math.max(0, Math.min(wanted.total - least, dial));
    const parted = sources.map(({ notes, ...source }) => {
      const parts = new Parted(notes, { fits, foreign: wanted.foreign });
      return { own: { ...source, notes: parts.read(false) }, others: { ...source, notes: parts.read(true) } };
    });
    const own = gather(
      parted.map((source) => source.own),
      wanted.total - foreign,
    );
    if (foreignShare === 0) return own;
    const others = gather(
      parted.map((source) => source.others),
      foreign,
    );
    return [...own, ...others];
  };
  const orderly = found((note) => standing[note] !== STANDING.flood && wanted.fits(note));
  return orderly.length >= Math.min(wanted.total, wanted.list * ENOUGH) ? orderly : found(wanted.fits);
}

function sourcesFor(
  memory: Memory,
  orders: Orders,
  { reader, wanted, related }: { reader: Reader; wanted: Wanted; related: Related },
): Listed[] {
  const { notes } = memory;
  const shares = sharesFor(SHARES, reader.asks.sliders);
  if (wanted.channel !== null) return inChannel(memory, orders, { reader, wanted, related });
  const most = wanted.total;
  const topics = wishedTopics(memory, reader).map((topic) => notes.about.of(topic).toReversed());
  const followed: number[][] = [];
  for (const id of reader.follows) {
    if (followed.length === FOLLOWED) break;
    const author = memory.people.find(id);
    if (author >= 0) followed.push(notes.by.of(author).slice(-OF_ONE_FOLLOWED).reverse());
  }
  const following = Math.ceil(most * shares.following);
  const looked = Math.max(LEAST_LOOKED, Math.ceil(most * LOOKED));
  const ways = wanted.list === 0 ? WAYS_IN_TAIL : Infinity;
  return [
    { name: 'near', share: shares.near, notes: nearTo(memory, reader, { count: looked, ways }) },
    { name: 'graph', share: shares.graph, notes: related.best(looked) },
    { name: 'channel', share: shares.channel, notes: inTurns(wishedChannels(memory, orders, reader)) },
    { name: 'fresh', share: shares.fresh, notes: orders.newest },
    { name: 'topic', share: shares.topic, notes: inTurns(topics) },
    { name: 'best', share: shares.best, notes: orders.best },
    { name: 'following', share: shares.following, most: following, notes: inTurns(followed) },
    { name: 'nearby', share: shares.nearby, notes: nearbyTo(memory.places, reader.asks.place) },
  ].filter(({ share }) => share > 0);
}

/** In a channel's own list everything is of the channel: its best, what is near and what is new. */
function inChannel(
  memory: Memory,
  orders: Orders,
  { reader, wanted, related }: { reader: Reader; wanted: Wanted; related: Related },
): Listed[] {
  const { notes } = memory;
  const channel = wanted.channel!;
  const within = (some: Int32Array) => some.filter((note) => notes.channel[note] === channel);
  const near = within(nearTo(memory, reader, { count: wanted.total, ways: Infinity }));
  return [
    { name: 'near', share: 0.3, notes: near },
    { name: 'graph', share: 0.2, notes: within(related.best(wanted.total)) },
    { name: 'best', share: 0.3, notes: orders.bestIn.get(channel) ?? [] },
    { name: 'channel', share: 0.2, notes: notes.inChannel.of(channel).toReversed() },
  ];
}

/** Notes near the directions the reader goes in (the weightiest so many), by how near and how good they are. */
function nearTo(
  { nearest, notes, quality }: Memory,
  { profile }: Reader,
  { count, ways }: { count: number; ways: number },
): Int32Array {
  if (profile.masses.length === 0) return new Int32Array(0);
  const values = new Map<number, number>();
  for (const { vector, share } of directions(profile).slice(0, ways)) {
    for (const { note, cosine } of nearest.search(vector, Math.ceil(count * share) + 8)) {
      const value = cosine * quality.relative(shownOf(notes, note)) ** 0.5;
      values.set(note, Math.max(values.get(note) ?? 0, value));
    }
  }
  return highest(Int32Array.from(values.keys()), { count, value: (note) => values.get(note)! });
}

/** The best of the channels that the reader is after most. */
function wishedChannels(
  { notes }: Memory,
  orders: Orders,
  reader: Reader,
): (readonly number[] | Int32Array)[] {
  return strongest(reader, 'channel', 4).flatMap(
    (slug) => orders.bestIn.get(notes.channels.find(slug)) ?? [],
  );
}

function wishedTopics({ notes }: Memory, reader: Reader): number[] {
  return strongest(reader, 'topic', TOPICS).flatMap((id) => {
    const topic = notes.topicNames.find(id);
    return topic < 0 ? [] : [topic];
  });
}

/** What of one kind a reader asked for, chose and showed most, strongest first. */
function strongest({ interests, profile }: Reader, kind: 'channel' | 'topic', most: number): string[] {
  const sums = new Map<string, number>();
  const add = (id: string, weight: number) => sums.set(id, (sums.get(id) ?? 0) + weight);
  for (const wish of interests) if (wish.kind === kind) add(wish.id, wish.weight);
  const prefix = `${kind}:`;
  for (const [key, weight] of profile.wishes)
    if (key.startsWith(prefix)) add(key.slice(prefix.length), weight);
  const wanted = [...sums].filter(([, weight]) => weight > 0).sort((a, b) => b[1] - a[1]);
  return wanted.slice(0, most).map(([id]) => id);
}

/** One of each, then the next of each. */
function inTurns(lists: readonly (readonly number[] | Int32Array)[]): Iterable<number> {
  const longest = Math.min(MOST_TURNS, Math.max(0, ...lists.map((list) => list.length)));
  return {
    *[Symbol.iterator]() {
      for (let at = 0; at < longest; at += 1) for (const list of lists) if (at < list.length) yield list[at]!;
    },
  };
}

interface Listed extends Omit<Source, 'notes'> {
  /** Numbers of notes, best first. */
  notes: Iterable<number>;
}

interface Reading {
  fits: (note: number) => boolean;
  foreign: (note: number) => boolean;
}

/**
 * What a source has for a reader, by whether they read its language: read once for both, the one's are kept meanwhile for
 * the other. Where hardly anything is written in one, the source is not read to its end for it.
 */
class Parted {
  readonly #notes: Iterator<number>;
  readonly #reading: Reading;
  /** Found for the reader's own languages while others were looked for, and the other way round. */
  readonly #own: number[] = [];
  readonly #others: number[] = [];

  constructor(notes: Iterable<number>, reading: Reading) {
    this.#notes = notes[Symbol.iterator]();
    this.#reading = reading;
  }

  *read(foreign: boolean): Generator<Found<number>, void, undefined> {
    const [kept, other] = foreign ? [this.#others, this.#own] : [this.#own, this.#others];
    for (const id of kept) yield { id };
    for (let passed = 0; passed <= PASSED_OVER;) {
      const { value, done } = this.#notes.next();
      if (done) return;
      if (!this.#reading.fits(value)) continue;
      if (this.#reading.foreign(value) === foreign) {
        yield { id: value };
        continue;
      }
      other.push(value);
      passed += 1;
    }
  }
}
