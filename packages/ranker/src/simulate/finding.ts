import {
  gather,
  likeness,
  type Found,
  type Gathered,
  type ItemGraph,
  type Profile,
  type Source,
} from '../index.ts';
import { bestOf, Scores } from '../scores.ts';
import { POOL_HOURS } from './baselines.ts';
import type { Evidence } from './evidence.ts';
import type { OursSettings } from './settings.ts';
import { plan } from './world/constants.ts';
import type { World } from './world/world.ts';

/** Candidates of a language beyond what a list may hold, so that there is something to choose from. */
const LANGUAGE_ROOM = 1.2;

export interface FindingOptions {
  world: World;
  settings: OursSettings;
  evidence: Evidence;
  graph: ItemGraph;
  /** Of all notes, one after the other. */
  vectors: Float32Array;
}

/** For whom something is looked for: what they did last, latest last, and what is known of them. */
export interface Asking {
  person: number;
  now: number;
  profile: Profile;
  trail: readonly number[];
}

/** Notes for a reader by six sources out of those of the last days: what a product asks its indexes for. */
export class Finding {
  readonly #world: World;
  readonly #settings: OursSettings;
  readonly #evidence: Evidence;
  readonly #graph: ItemGraph;
  readonly #vectors: Float32Array;
  /** Notes that were put before the ranking, and those of them that are eligible. */
  readonly #known: Uint8Array;
  readonly #eligible: Uint8Array;
  readonly #related = new Scores();
  readonly #wishes = new Float64Array(plan.channels + plan.topics);
  #strongest = 0;
  #oldest = 0;

  constructor({ world, settings, evidence, graph, vectors }: FindingOptions) {
    this.#world = world;
    this.#settings = settings;
    this.#evidence = evidence;
    this.#graph = graph;
    this.#vectors = vectors;
    this.#known = new Uint8Array(world.author.length);
    this.#eligible = new Uint8Array(world.author.length);
  }

  knows(note: number, eligible: boolean): void {
    this.#known[note] = 1;
    this.#eligible[note] = Number(eligible);
  }

  /** From here on `nearness`, `wished` and `relation` are this reader's. */
  ask({ person, profile, trail }: Pick<Asking, 'person' | 'profile' | 'trail'>): void {
    this.#wish(person, profile);
    this.#walk(trail.slice(-this.#settings.trail));
  }

  /** As many foreign ones among them as the reader's dial may ask for, so that it never runs dry. */
  candidates({ person, now, profile }: Omit<Asking, 'trail'>): Gathered<number>[] {
    const { candidates } = this.#settings;
    const dial = this.#world.society.dial[person]!;
    const [own, others] = this.#poolsFor(person, now);
    const least = plan.mostCards * LANGUAGE_ROOM;
    const foreign = Math.round(Math.min(candidates - least, Math.max(least * dial, candidates * dial)));
    const found = gather(
      this.#sources(own, { person, profile, total: candidates - foreign }),
      candidates - foreign,
    );
    if (dial > 0) found.push(...gather(this.#sources(others, { person, profile, total: foreign }), foreign));
    return found;
  }

  /** How near a note is to the reader's interests. */
  nearness(profile: Profile, note: number): number {
    return likeness(profile, this.#vectors, note * this.#settings.size);
  }

  /** What the reader's choice and habit say of a note's channel and tags. */
  wished(note: number): number {
    const { channel, tags } = this.#world;
    const wishes = this.#wishes;
    const sum =
      wishes[channel[note]!]! +
      wishes[plan.channels + tags[note * 2]!]! +
      wishes[plan.channels + tags[note * 2 + 1]!]!;
    return Math.max(0, sum);
  }

  /** How strongly the graph points at a note, 0…1. */
  relation(note: number): number {
    return this.#strongest > 0 ? this.#related.get(note) / this.#strongest : 0;
  }

  #sources({ all, open }: Pool, { person, profile, total }: Wanted): Source<number>[] {
    const { shares } = this.#settings;
    const follows = this.#world.society.follows[person]!;
    const evidence = this.#evidence;
    const near = profile.masses.length === 0 ? NONE : open;
    return [
      {
        name: 'near',
        share: shares.near,
        notes: best(near, (note) => this.nearness(profile, note) * evidence.rootOf(note), { least: 0 }),
      },
      {
        name: 'graph',
        share: shares.graph,
        notes: best(open, (note) => this.#related.get(note), { least: 0 }),
      },
      { name: 'fresh', share: shares.fresh, notes: latest(open, () => true) },
      {
        name: 'topic',
        share: shares.topic,
        notes: best(open, (note) => this.wished(note) * evidence.relative(note)),
      },
      { name: 'best', share: shares.best, notes: best(open, (note) => evidence.relative(note)) },
      {
        name: 'following',
        share: shares.following,
        most: total * shares.following,
        notes: latest(all, (note) => follows.has(this.#world.author[note]!)),
      },
    ];
  }

  /** Notes of the last days that the reader has not seen, in their language and in the other. */
  #poolsFor(person: number, now: number): [Pool, Pool] {
    const world = this.#world;
    while (this.#oldest < world.notes && now - world.publishedAt[this.#oldest]! >= POOL_HOURS)
      this.#oldest += 1;
    const language = world.society.language[person]!;
    const pools = [new Filling(world.notes - this.#oldest), new Filling(world.notes - this.#oldest)] as const;
    for (let note = this.#oldest; note < world.notes; note += 1) {
      if (this.#known[note] === 0 || world.hasSeen(person, note)) continue;
      pools[world.written[note] === language ? 0 : 1].put(note, this.#eligible[note] === 1);
    }
    return [pools[0].done(), pools[1].done()];
  }

  #walk(trail: readonly number[]): void {
    const related = this.#related;
    related.clear();
    this.#strongest = 0;
    if (trail.length === 0) return;
    this.#graph.walk(
      { notes: trail, weights: trail.map((_, at) => 1 / (trail.length - at) ** 0.3) },
      related,
    );
    for (const note of related.touched) this.#strongest = Math.max(this.#strongest, related.get(note));
  }

  #wish(person: number, profile: Profile): void {
    const { picked } = this.#world.society;
    const wishes = this.#wishes.fill(0);
    for (let at = 0; at < 2; at += 1) wishes[picked[person * 2 + at]!]! += 0.4;
    for (const [key, value] of profile.wishes) {
      if (key.startsWith('channel:')) wishes[Number(key.slice(8))]! += value;
      else if (key.startsWith('topic:')) wishes[plan.channels + Number(key.slice(6))]! += value;
    }
  }
}

interface Wanted {
  person: number;
  profile: Profile;
  total: number;
}

/** Notes in the order in which they were written, and those of them that are eligible. */
interface Pool {
  all: Int32Array;
  open: Int32Array;
}

class Filling {
  readonly #all: Int32Array;
  readonly #open: Int32Array;
  #length = 0;
  #opened = 0;

  constructor(most: number) {
    this.#all = new Int32Array(most);
    this.#open = new Int32Array(most);
  }

  put(note: number, open: boolean): void {
    this.#all[this.#length] = note;
    this.#length += 1;
    if (!open) return;
    this.#open[this.#opened] = note;
    this.#opened += 1;
  }

  done(): Pool {
    return { all: this.#all.subarray(0, this.#length), open: this.#open.subarray(0, this.#opened) };
  }
}

const NONE = new Int32Array(0);

/** Best first by a value, those of more than `least`; equal ones by number. */
function* best(
  notes: Int32Array,
  value: (note: number) => number,
  { least = -Infinity }: { least?: number } = {},
): Generator<Found<number>> {
  const ids = new Int32Array(notes.length);
  const keys = new Float64Array(notes.length);
  let length = 0;
  for (const note of notes) {
    const key = value(note);
    if (!(key > least)) continue;
    ids[length] = note;
    keys[length] = key;
    length += 1;
  }
  for (const id of bestOf(ids.subarray(0, length), keys)) yield { id };
}

/** Latest first, those that fit. */
function* latest(notes: Int32Array, fits: (note: number) => boolean): Generator<Found<number>> {
  for (let at = notes.length - 1; at >= 0; at -= 1) if (fits(notes[at]!)) yield { id: notes[at]! };
}
