import {
  ContentEmbedding,
  defaultWeights,
  featuresOf,
  blankFeatures,
  gather,
  Guarantee,
  Heads,
  ItemGraph,
  learn,
  likeness,
  newProfile,
  rank,
  Scores,
  seeded,
  type Candidate,
  type Gathered,
  type Profile,
  type Ranked,
  type Source,
} from '../index.ts';
import { hashOf } from '../content.ts';
import { highest } from '../scores.ts';
import { POOL_HOURS } from './baselines.ts';
import { Evidence } from './evidence.ts';
import { Rings, type Account } from '../rings.ts';
import { CARES, MARKS, outcomeOf, TELLING } from './acts.ts';
import { oursDefaults, type OursSettings } from './settings.ts';
import { ACT, plan, type Policy, type Sitting } from './world/constants.ts';
import type { World } from './world/world.ts';

const HOUR = 3_600_000;
/** The world's hour 0; any would do. */
const BEGAN = Date.UTC(2026, 0, 1);
const LANGUAGES = ['zh-Hans', 'en'] as const;

export interface OursOptions {
  seed: number;
  guarantee: boolean;
  settings?: Partial<OursSettings>;
}

/**
 * The ranker itself, with what a product keeps beside it: profiles, item graph, vectors by content, heads and beliefs
 * learnt from its own lists alone, the guarantee, suspected rings. It sees of the world what a platform sees.
 */
export class Ours implements Policy {
  readonly guarantee = new Guarantee();
  readonly eligible: Uint8Array;
  readonly #world: World;
  readonly #settings: OursSettings;
  readonly #guaranteed: boolean;
  readonly #random: () => number;
  readonly #heads: Heads;
  readonly #graph = new ItemGraph({ readerActs: 64, noteReaders: 256, neighbours: 16 });
  readonly #embedding: ContentEmbedding;
  readonly #rings = new Rings();
  readonly #profiles: Profile[];
  readonly #followed: Set<string>[];
  readonly #base: Candidate[] = [];
  readonly #vectors: Float32Array;
  /** From lists alone, without suspects. */
  readonly #evidence: Evidence;
  /** What each account did, to take it back if it is suspected later. */
  readonly #done: { note: number; acts: number; now: number }[][];
  readonly #counted: Int32Array;
  readonly #trails: number[][];
  readonly #related = new Scores();
  readonly #values: Float64Array;
  readonly #features = blankFeatures();
  readonly #wishes = new Float64Array(plan.channels + plan.topics);
  #oldest = 0;
  #list: { ranked: Ranked[]; notes: Int32Array } = { ranked: [], notes: new Int32Array(0) };

  constructor(world: World, { seed, guarantee, settings }: OursOptions) {
    this.#world = world;
    this.#settings = { ...oursDefaults, ...settings };
    this.#guaranteed = guarantee;
    this.#random = seeded(seed);
    const { size, headsStep, optimism, strength } = this.#settings;
    this.#heads = new Heads({ step: headsStep });
    this.#embedding = new ContentEmbedding({ size, places: 2 ** 13 });
    const notes = world.author.length;
    const { accounts } = world.society;
    this.eligible = new Uint8Array(notes);
    this.#profiles = Array.from({ length: accounts }, () => newProfile(size));
    this.#followed = Array.from({ length: accounts }, () => new Set<string>());
    this.#vectors = new Float32Array(notes * size);
    this.#evidence = new Evidence(
      notes,
      { ...defaultWeights, ...this.#settings.weights },
      { optimism, strength },
    );
    this.#values = new Float64Array(notes);
    this.#done = Array.from({ length: accounts }, () => []);
    this.#counted = new Int32Array(accounts);
    this.#trails = Array.from({ length: accounts }, () => []);
  }

  published(note: number): void {
    const { author, publishedAt, written, channel, tags, words } = this.#world;
    const { size } = this.#settings;
    const vector = this.#vectors.subarray(note * size, (note + 1) * size);
    const topics = [`${tags[note * 2]}`, `${tags[note * 2 + 1]}`];
    const terms = [`topic:${topics[0]}`, `topic:${topics[1]}`, `channel:${channel[note]}`];
    for (let at = 0; at < plan.words; at += 1) terms.push(`word:${words[note * plan.words + at]}`);
    vector.set(this.#embedding.embed({ hashes: Int32Array.from(terms, hashOf), weights: TERM_WEIGHTS }));
    this.#base[note] = {
      id: `${note}`,
      authorId: `${author[note]}`,
      publishedAt: atMs(publishedAt[note]!),
      language: LANGUAGES[written[note]!]!,
      channel: `${channel[note]}`,
      topics,
      likes: 0,
      saves: 0,
      comments: 0,
      source: 'fresh',
      vector,
    };
    const admission = this.guarantee.admit({
      note,
      authorId: `${author[note]}`,
      publishedAt: atMs(publishedAt[note]!),
    });
    this.eligible[note] = Number(admission === 'eligible');
  }

  list(person: number, now: number): ArrayLike<number> {
    const { society } = this.#world;
    this.#suspect(this.#rings.came(this.#accountOf(person)));
    this.guarantee.settle(atMs(now));
    const owed = this.#guaranteed ? this.#owedTo(person, now) : [];
    const found = this.#candidatesFor(person, now);
    const candidates = found.map((one) => this.#candidate(one));
    for (const note of owed) {
      const known = candidates.find(({ id }) => id === `${note}`);
      if (known) known.guaranteed = true;
      else
        candidates.push({
          ...this.#candidate({ id: `${note}`, source: 'guarantee', sources: [] }),
          guaranteed: true,
        });
    }
    const ranked = rank({
      viewer: {
        languages: [LANGUAGES[society.language[person]!]!],
        interests: [0, 1].map((at) => ({
          kind: 'channel',
          id: `${society.picked[person * 2 + at]}`,
          weight: 0.4,
        })),
        follows: this.#followsOf(person),
        profile: this.#profiles[person]!,
        foreignShare: society.dial[person]!,
      },
      candidates,
      now: atMs(now),
      random: this.#random,
      weights: { authorOverflow: 'relax', ...this.#settings.weights },
      heads: this.#heads,
      quality: this.#evidence.quality,
      limit: plan.mostCards,
    });
    this.#list = { ranked, notes: Int32Array.from(ranked, ({ id }) => Number(id)) };
    return this.#list.notes;
  }

  told({ person, now, shown, acts }: Sitting): void {
    const { ranked, notes } = this.#list;
    const account = this.#accountOf(person);
    for (let at = 0; at < shown; at += 1) {
      const note = notes[at]!;
      const done = acts[at]!;
      const author = done & CARES ? this.#world.author[note]! : undefined;
      const believed = this.#rings.believes(account, now, author);
      if (!this.#rings.suspects(person)) {
        this.guarantee.seen(note);
        this.#done[person]!.push({ note, acts: done, now });
      }
      if (believed) {
        this.#heads.learn(
          featuresOf({ ...ranked[at]!.shape, position: at }, this.#features),
          outcomeOf(done),
        );
      }
      if (done !== 0) this.#learn({ person, now, note, done });
    }
    if (this.#rings.believes(account, now)) this.#countAll(person);
  }

  /** What an account did since it was last counted. */
  #countAll(person: number): void {
    const done = this.#done[person]!;
    for (let at = this.#counted[person]!; at < done.length; at += 1) {
      const { note, acts, now } = done[at]!;
      this.#evidence.count(note, this.#base[note]!, { acts, by: 1 });
      if (acts & ACT.dwell && !(acts & ACT.hide))
        this.#graph.put({ reader: person, note, time: Math.floor(now) });
    }
    this.#counted[person] = done.length;
  }

  #learn({ person, now, note, done }: { person: number; now: number; note: number; done: number }): void {
    const { channel, topics, authorId, vector } = this.#base[note]!;
    let profile = this.#profiles[person]!;
    for (const [kind, bit] of TELLING) {
      if ((done & bit) === 0 || (kind === 'open' && done & ACT.dwell)) continue;
      profile = learn(profile, { kind, time: atMs(now), vector: vector!, channel, topics, authorId });
    }
    this.#profiles[person] = profile;
    if (done & ACT.dwell && !(done & ACT.hide)) this.#trails[person]!.push(note);
    if (done & MARKS) this.#suspect(this.#rings.marked(this.#accountOf(person), note, now));
  }

  #accountOf(person: number): Account {
    const { joined, device } = this.#world.society;
    return { person, joined: joined[person]!, device: device[person]! };
  }

  /** What those did who are now suspected is taken back. */
  #suspect(persons: readonly number[]): void {
    for (const person of persons) {
      for (const { note, acts } of this.#done[person]!.slice(0, this.#counted[person]!)) {
        this.#evidence.count(note, this.#base[note]!, { acts, by: -1 });
      }
      this.#counted[person] = 0;
      this.#done[person] = [];
    }
  }

  #candidate({ id, source, because }: Gathered): Candidate {
    const note = Number(id);
    const strongest = this.#strongest;
    return {
      ...this.#base[note]!,
      ...this.#evidence.countersOf(note),
      source,
      relation: strongest > 0 ? this.#related.get(note) / strongest : 0,
      ...(because !== undefined && { because }),
    };
  }

  #strongest = 0;

  /** As many foreign ones among them as the reader's dial may ask for, so that it never runs dry. */
  #candidatesFor(person: number, now: number): Gathered[] {
    const { candidates } = this.#settings;
    const { written, society } = this.#world;
    const dial = society.dial[person]!;
    const pool = this.#poolFor(person, now);
    this.#walk(person);
    const ask = { person, wished: this.#wishesOf(person), follows: this.#followsOf(person) };
    const isOwn = (note: number) => written[note] === society.language[person];
    const least = plan.mostCards * LANGUAGE_ROOM;
    const foreign = Math.round(Math.min(candidates - least, Math.max(least * dial, candidates * dial)));
    return [
      ...this.#gather(pool.filter(isOwn), { ...ask, total: candidates - foreign }),
      ...(dial > 0
        ? this.#gather(
            pool.filter((note) => !isOwn(note)),
            { ...ask, total: foreign },
          )
        : []),
    ];
  }

  #gather(pool: Int32Array, { person, total, wished, follows }: Asked): Gathered[] {
    const { shares } = this.#settings;
    const open = pool.filter((note) => this.eligible[note] === 1);
    const relative = (note: number) => this.#evidence.relative(note);
    const related = (note: number) => this.#related.get(note);
    const by = (notes: Int32Array, value: (note: number) => number) =>
      asFound(highest(notes, { count: total, value }));
    const followed = pool.filter((note) => follows.has(this.#base[note]!.authorId));
    const wanted = (note: number) => wished(note) * relative(note);
    const graph = open.filter((note) => related(note) > 0);
    const sources: Source[] = [
      { name: 'near', share: shares.near, notes: asFound(this.#nearest(person, open, total)) },
      { name: 'graph', share: shares.graph, notes: by(graph, related) },
      { name: 'fresh', share: shares.fresh, notes: by(open, (note) => note) },
      { name: 'topic', share: shares.topic, notes: by(open, wanted) },
      { name: 'best', share: shares.best, notes: by(open, relative) },
      {
        name: 'following',
        share: shares.following,
        most: total * shares.following,
        notes: by(followed, (note) => note),
      },
    ];
    return gather(sources, total);
  }

  /** Notes of the last days that the reader has not seen. */
  #poolFor(person: number, now: number): Int32Array {
    const world = this.#world;
    while (this.#oldest < world.notes && now - world.publishedAt[this.#oldest]! >= POOL_HOURS)
      this.#oldest += 1;
    const pool = new Int32Array(world.notes - this.#oldest);
    let length = 0;
    for (let note = this.#oldest; note < world.notes; note += 1) {
      if (this.#base[note] === undefined || world.hasSeen(person, note)) continue;
      pool[length] = note;
      length += 1;
    }
    return pool.subarray(0, length);
  }

  #walk(person: number): void {
    const trail = this.#trails[person]!.slice(-this.#settings.trail);
    this.#related.clear();
    this.#strongest = 0;
    if (trail.length === 0) return;
    this.#graph.walk(
      { notes: trail, weights: trail.map((_, at) => 1 / (trail.length - at) ** 0.3) },
      this.#related,
    );
    for (const note of this.#related.touched)
      this.#strongest = Math.max(this.#strongest, this.#related.get(note));
  }

  #nearest(person: number, pool: Int32Array, count: number): Int32Array {
    const profile = this.#profiles[person]!;
    if (profile.masses.length === 0) return new Int32Array(0);
    const values = this.#values;
    for (const note of pool)
      values[note] = this.#nearness(profile, note) * this.#evidence.relative(note) ** 0.5;
    return highest(pool, { count, value: (note) => values[note]! }).filter((note) => values[note]! > 0);
  }

  #nearness(profile: Profile, note: number): number {
    return likeness(profile, this.#vectors, note * this.#settings.size);
  }

  #wishesOf(person: number): (note: number) => number {
    const { channel, tags, society } = this.#world;
    const wishes = this.#wishes.fill(0);
    for (let at = 0; at < 2; at += 1) wishes[society.picked[person * 2 + at]!]! += 0.4;
    for (const [key, value] of this.#profiles[person]!.wishes) {
      if (key.startsWith('channel:')) wishes[Number(key.slice(8))]! += value;
      else if (key.startsWith('topic:')) wishes[plan.channels + Number(key.slice(6))]! += value;
    }
    return (note) =>
      Math.max(
        0,
        wishes[channel[note]!]! +
          wishes[plan.channels + tags[note * 2]!]! +
          wishes[plan.channels + tags[note * 2 + 1]!]!,
      );
  }

  #owedTo(person: number, now: number): number[] {
    const world = this.#world;
    const wished = this.#wishesOf(person);
    const profile = this.#profiles[person]!;
    const { dial, language } = world.society;
    return this.guarantee.choose({
      count: Math.ceil(plan.mostCards / 8),
      now: atMs(now),
      random: this.#random,
      fit: (note) => {
        const foreign = world.written[note] !== language[person];
        if (world.hasSeen(person, note) || (foreign && dial[person] === 0)) return null;
        return (
          (0.1 + this.#nearness(profile, note) + wished(note)) *
          this.#evidence.draw(note, this.#base[note]!, this.#random) *
          (foreign ? dial[person]! : 1)
        );
      },
    });
  }

  #followsOf(person: number): ReadonlySet<string> {
    const known = this.#followed[person]!;
    const now = this.#world.society.follows[person]!;
    if (known.size !== now.size) for (const author of now) known.add(`${author}`);
    return known;
  }
}

interface Asked {
  person: number;
  total: number;
  wished: (note: number) => number;
  follows: ReadonlySet<string>;
}

/** Candidates of a language beyond what a list may hold, so that there is something to choose from. */
const LANGUAGE_ROOM = 1.2;
const TERM_WEIGHTS = Float32Array.of(1.5, 0.75, 0.5, 1, 1, 1, 1, 1, 1);
function atMs(hours: number): number {
  return BEGAN + hours * HOUR;
}

function* asFound(notes: Iterable<number>): Generator<{ id: string }> {
  for (const note of notes) yield { id: `${note}` };
}
