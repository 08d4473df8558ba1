import {
  ContentEmbedding,
  defaultWeights,
  featuresOf,
  blankFeatures,
  Guarantee,
  Heads,
  ItemGraph,
  learnAll,
  newProfile,
  rank,
  seeded,
  type Candidate,
  type Gathered,
  type Profile,
  type Ranked,
} from '../index.ts';
import { hashOf } from '../content.ts';
import { Evidence } from './evidence.ts';
import { Finding } from './finding.ts';
import { Rings, type Account } from '../rings.ts';
import { CARES, MARKS, outcomeOf, TELLING } from './acts.ts';
import { oursDefaults, type OursSettings } from './settings.ts';
import { Tape, type Taken } from './tape.ts';
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
  tape?: Tape;
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
  readonly #tape: Tape | undefined;
  #draws = 0;
  readonly #heads: Heads;
  readonly #graph = new ItemGraph({ readerActs: 64, noteReaders: 256, neighbours: 16 });
  readonly #embedding: ContentEmbedding;
  readonly #rings = new Rings();
  readonly #profiles: Profile[];
  readonly #followed: Set<string>[];
  readonly #base: Candidate<number>[] = [];
  readonly #vectors: Float32Array;
  /** From lists alone, without suspects. */
  readonly #evidence: Evidence;
  /** What each account did, to take it back if it is suspected later. */
  readonly #done: { note: number; acts: number; now: number }[][];
  readonly #counted: Int32Array;
  readonly #trails: number[][];
  readonly #finding: Finding;
  readonly #features = blankFeatures();
  #list: Taken & { ranked: Ranked<number>[] } = { notes: new Int32Array(0), shapes: [], ranked: [] };

  constructor(world: World, { seed, guarantee, settings, tape }: OursOptions) {
    this.#world = world;
    this.#settings = { ...oursDefaults, ...settings };
    this.#guaranteed = guarantee;
    const random = seeded(seed);
    this.#random = () => {
      this.#draws += 1;
      return random();
    };
    this.#tape = tape;
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
    this.#finding = new Finding({
      world,
      settings: this.#settings,
      evidence: this.#evidence,
      graph: this.#graph,
      vectors: this.#vectors,
    });
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
      id: note,
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
    this.#finding.knows(note, admission === 'eligible');
  }

  list(person: number, now: number): ArrayLike<number> {
    this.#suspect(this.#rings.came(this.#accountOf(person)));
    this.guarantee.settle(atMs(now));
    const taken = this.#onTape(now);
    if (taken) this.#list = { ...taken, ranked: [] };
    else {
      const ranked = this.#ranked(person, now);
      this.#list = { notes: Int32Array.from(ranked, ({ id }) => id), shapes: [], ranked };
      if (this.#tape && Tape.holds(now)) this.#tape.write(this.#list, this.#draws);
    }
    return this.#list.notes;
  }

  /** The list of this moment if another life has had it. */
  #onTape(now: number): Taken | undefined {
    const tape = this.#tape;
    if (!tape?.written) return undefined;
    if (Tape.holds(now)) return tape.read();
    while (this.#draws < tape.draws) this.#random();
    return undefined;
  }

  #ranked(person: number, now: number): Ranked<number>[] {
    const { society } = this.#world;
    const profile = this.#profiles[person]!;
    this.#finding.ask({ person, profile, trail: this.#trails[person]! });
    const owed = this.#guaranteed ? this.#owedTo(person, now) : [];
    const found = this.#finding.candidates({ person, now, profile });
    const candidates = found.map((one) => this.#candidate(one));
    for (const note of owed) {
      const known = candidates.find(({ id }) => id === note);
      if (known) known.guaranteed = true;
      else candidates.push({ ...this.#candidate({ id: note, source: 'guarantee' }), guaranteed: true });
    }
    return rank({
      viewer: {
        languages: [LANGUAGES[society.language[person]!]!],
        interests: [0, 1].map((at) => ({
          kind: 'channel',
          id: `${society.picked[person * 2 + at]}`,
          weight: 0.4,
        })),
        follows: this.#followsOf(person),
        profile,
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
  }

  told({ person, now, shown, acts }: Sitting): void {
    const { ranked, shapes, notes } = this.#list;
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
        const shape = (shapes[at] ??= ranked[at]!.shape);
        shape.position = at;
        this.#heads.learn(featuresOf(shape, this.#features), outcomeOf(done));
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
    const signals = TELLING.filter(
      ([kind, bit]) => (done & bit) !== 0 && !(kind === 'open' && done & ACT.dwell),
    ).map(([kind]) => ({ kind, time: atMs(now), vector: vector!, channel, topics, authorId }));
    this.#profiles[person] = learnAll(this.#profiles[person]!, signals);
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

  #candidate({ id, source }: Pick<Gathered<number>, 'id' | 'source'>): Candidate<number> {
    const { authorId, publishedAt, language, channel, topics, vector } = this.#base[id]!;
    const { impressions, likes, saves, comments, opens } = this.#evidence.countersOf(id);
    const about = { id, authorId, publishedAt, language, channel, topics, vector: vector! };
    const relation = this.#finding.relation(id);
    return { ...about, likes, saves, comments, impressions, opens, source, relation };
  }

  #owedTo(person: number, now: number): number[] {
    const world = this.#world;
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
          (0.1 + this.#finding.nearness(profile, note) + this.#finding.wished(note)) *
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

const TERM_WEIGHTS = Float32Array.of(1.5, 0.75, 0.5, 1, 1, 1, 1, 1, 1);
function atMs(hours: number): number {
  return BEGAN + hours * HOUR;
}
