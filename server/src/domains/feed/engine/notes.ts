import { ContentEmbedding, Lists, Numbers, Reader, Writer, type Terms } from '@jujube/ranker';
import { Names } from './names.ts';
import { Newest } from './newest.ts';

const FORM = { kind: 'feed notes', version: 1 } as const;
/** Numbers in a note's vector; kept in steps of 1/127. */
export const VECTOR = 64;
const STEP = 127;
/** What each step is: a look at a table is faster than a division. */
const STEPS = Float32Array.from({ length: 256 }, (_, at) => (at - 128) / STEP);
/** Impressions, likes, saves, comments, reads. */
export const COUNTS = 5;
/** Hashes of terms share so many counters of how many notes have them. */
const FREQUENCIES = 2 ** 16;
const MOST_TOPICS = 20;
/** Kept by time: of everything, of a channel, of a topic, of an author. */
const RECENT = 20_000;
const RECENT_IN_CHANNEL = 2000;
const RECENT_ABOUT = 96;
const RECENT_BY = 24;

/** How a note stands to the guarantee. */
export const STANDING = { eligible: 0, flood: 1, old: 2 } as const;

/** Facts of a note, as the log tells them. */
export interface NoteFacts {
  author: number;
  /** Milliseconds since 1970. */
  publishedAt: number;
  /** When it came into the log. */
  at: number;
  language: string;
  channel: string | null;
  topics: readonly string[];
  revision: number;
  version: number;
}

/** All notes of the log by small numbers, in columns outside the heap: some 170 bytes each. */
export class Notes {
  readonly numbers: Numbers;
  readonly languages = new Names();
  readonly channels = new Names();
  readonly topicNames = new Names();
  author = new Int32Array(0);
  publishedAt = new Float64Array(0);
  /** When it first came into the log, in milliseconds since 1970. */
  cameAt = new Float64Array(0);
  language = new Int32Array(0);
  /** −1: none. */
  channel = new Int32Array(0);
  revision = new Int32Array(0);
  version = new Int32Array(0);
  /** 1: there and public, as far as is known. */
  live = new Int8Array(0);
  standing = new Int8Array(0);
  /** 1: what is counted of it came of our own lists, and not of its history. */
  own = new Int8Array(0);
  vectors = new Int8Array(0);
  /** What came of it in our lists, from readers who count. */
  counts = new Float32Array(0);
  /** In how many notes a term stands, by its hash. */
  readonly frequencies = new Int32Array(FREQUENCIES);
  /** Notes that are there. */
  there = 0;
  readonly recent: Newest;
  readonly inChannel: Newest;
  readonly about: Newest;
  readonly by: Newest;
  readonly #topics = new Lists({ width: 1, most: MOST_TOPICS });
  readonly #words = new Int32Array(MOST_TOPICS);
  readonly #embedding = new ContentEmbedding({ size: VECTOR });
  readonly #vector = new Float32Array(VECTOR);

  constructor(numbers = new Numbers()) {
    this.numbers = numbers;
    const timeOf = (note: number) => this.publishedAt[note]!;
    this.recent = new Newest(RECENT, timeOf);
    this.inChannel = new Newest(RECENT_IN_CHANNEL, timeOf);
    this.about = new Newest(RECENT_ABOUT, timeOf);
    this.by = new Newest(RECENT_BY, timeOf);
  }

  /** One more than the highest number. */
  get length(): number {
    return this.numbers.length;
  }

  /** The numbers of a note's topics. Valid until the next call. */
  topicsOf(note: number): Int32Array {
    return this.#words.subarray(0, this.#topics.read(note, this.#words));
  }

  topicIdsOf(note: number): string[] {
    const ids: string[] = [];
    const count = this.#topics.count(note);
    for (let at = 0; at < count; at += 1) ids.push(this.topicNames.name(this.#topics.get(note, at)));
    return ids;
  }

  /** The topic that its author named first; its channel where there is none; '' where there is neither. */
  subjectOf(note: number): string {
    if (this.#topics.count(note) === 0) return this.channelOf(note) ?? '';
    return this.topicNames.name(this.#topics.get(note, 0));
  }

  languageOf(note: number): string {
    return this.languages.name(this.language[note]!);
  }

  channelOf(note: number): string | null {
    const channel = this.channel[note]!;
    return channel < 0 ? null : this.channels.name(channel);
  }

  /** Writes a note's vector into `into`, from place `at` on. */
  vectorInto(note: number, into: Float32Array, at = 0): void {
    const from = note * VECTOR;
    for (let part = 0; part < VECTOR; part += 1) into[at + part] = STEPS[this.vectors[from + part]! + 128]!;
  }

  /** A note's vector. Valid until the next call. */
  vectorOf(note: number): Float32Array {
    this.vectorInto(note, this.#vector);
    return this.#vector;
  }

  /** How many notes have a term of this hash, or one that shares its counter. */
  frequency(hash: number): number {
    return this.frequencies[hash & (FREQUENCIES - 1)]!;
  }

  /** A version of a note: all that is known of it from now on. */
  put(note: number, facts: NoteFacts, terms: Terms): void {
    this.#reach(note);
    const isNew = this.cameAt[note] === 0;
    if (isNew) this.cameAt[note] = facts.at;
    this.author[note] = facts.author;
    this.publishedAt[note] = facts.publishedAt;
    this.language[note] = this.languages.of(facts.language);
    this.channel[note] = facts.channel === null ? -1 : this.channels.of(facts.channel);
    this.revision[note] = facts.revision;
    this.version[note] = facts.version;
    const topics = Int32Array.from(facts.topics.slice(0, MOST_TOPICS), (id) => this.topicNames.of(id));
    this.#topics.replace(note, topics, topics.length);
    if (this.live[note] === 0) this.there += 1;
    this.live[note] = 1;
    const vector = this.#embedding.embed(terms, this.#vector);
    for (let part = 0; part < VECTOR; part += 1)
      this.vectors[note * VECTOR + part] = Math.round(vector[part]! * STEP);
    if (isNew) for (const hash of terms.hashes) this.frequencies[hash & (FREQUENCIES - 1)]! += 1;
    this.#file(note);
  }

  /** Nobody is to be shown it any more. */
  withdraw(note: number, revision: number): void {
    this.#reach(note);
    if (this.live[note] === 1) this.there -= 1;
    this.live[note] = 0;
    this.revision[note] = revision;
  }

  save(): Uint8Array {
    const out = new Writer(FORM.kind, FORM.version);
    const { length } = this;
    out.number(length);
    for (const names of [this.languages, this.channels, this.topicNames]) names.save(out);
    for (const column of this.#columns()) out.words(column.values.subarray(0, length * column.width));
    out.words(this.frequencies);
    this.#topics.save(out);
    return out.done();
  }

  static load(bytes: Uint8Array, numbers: Numbers): Notes {
    const from = new Reader(bytes, FORM);
    const notes = new Notes(numbers);
    const length = from.number();
    for (const names of [notes.languages, notes.channels, notes.topicNames]) names.load(from);
    if (length > 0) notes.#reach(length - 1);
    for (const { values, width } of notes.#columns()) {
      const count = length * width;
      if (values instanceof Int8Array) values.set(from.small(count));
      else if (values instanceof Float64Array) values.set(from.doubles(count));
      else if (values instanceof Float32Array) values.set(from.floats(count));
      else values.set(from.words(count));
    }
    notes.frequencies.set(from.words(FREQUENCIES));
    notes.#topics.load(from);
    for (let note = 0; note < length; note += 1) {
      if (notes.live[note] === 0) continue;
      notes.there += 1;
      notes.#file(note);
    }
    return notes;
  }

  #columns() {
    const one = { width: 1 };
    return [
      ...[this.author, this.language, this.channel, this.revision, this.version].map((values) => ({
        values,
        ...one,
      })),
      { values: this.publishedAt, ...one },
      { values: this.cameAt, ...one },
      { values: this.live, ...one },
      { values: this.standing, ...one },
      { values: this.own, ...one },
      { values: this.vectors, width: VECTOR },
      { values: this.counts, width: COUNTS },
    ];
  }

  #file(note: number): void {
    this.recent.put(0, note);
    this.by.put(this.author[note]!, note);
    if (this.channel[note]! >= 0) this.inChannel.put(this.channel[note]!, note);
    for (const topic of this.topicsOf(note)) this.about.put(topic, note);
  }

  #reach(note: number): void {
    if (note < this.live.length) return;
    const room = Math.max(256, note + 1, Math.ceil(this.live.length * 1.5));
    const wider = <T extends { set(from: T): void }>(from: T, to: T): T => {
      to.set(from);
      return to;
    };
    this.author = wider(this.author, new Int32Array(room));
    this.publishedAt = wider(this.publishedAt, new Float64Array(room));
    this.cameAt = wider(this.cameAt, new Float64Array(room));
    this.language = wider(this.language, new Int32Array(room));
    this.channel = wider(this.channel, new Int32Array(room));
    this.revision = wider(this.revision, new Int32Array(room));
    this.version = wider(this.version, new Int32Array(room));
    this.live = wider(this.live, new Int8Array(room));
    this.standing = wider(this.standing, new Int8Array(room));
    this.own = wider(this.own, new Int8Array(room));
    this.vectors = wider(this.vectors, new Int8Array(room * VECTOR));
    this.counts = wider(this.counts, new Float32Array(room * COUNTS));
  }
}
