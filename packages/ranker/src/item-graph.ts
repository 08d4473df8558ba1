import { Reader, Writer } from './bytes.ts';
import {
  graphDefaults,
  type Act,
  type GraphSettings,
  type Trail,
  type WalkFrom,
  type WalkOptions,
} from './graph-settings.ts';
import { Lists } from './lists.ts';
import { Rows, type Row } from './rows.ts';
import { Scores } from './scores.ts';

const KIND = 'ranker item graph';
const VERSION = 1;
/** Strengths are kept in steps of this. */
const STRENGTH_UNIT = 1 / 256;
/** Words of one act: note, time, strength. */
const ACT_WORDS = 3;
/** A note's row is worked out anew when it has so many times the readers it had then. */
const REFRESH_GROWTH = 1.25;
/** A new act is written into the rows of so many of the reader's latest notes at once. */
const TOUCHED = 20;

/**
 * Notes that the same readers engaged with. It remembers the last acts of each reader and the last readers of each note
 * (that is all its memory, and it is bounded), and from these keeps for each note its nearest others:
 *
 * `w(i→j) = Σ over readers u of both: sᵤᵢ sᵤⱼ · 2^(−|tᵤᵢ − tᵤⱼ| / halfLife) / |u|^readerPower / |j|^targetPower`
 *
 * A two-step walk over the reader–note graph with its exponents free: item cosine (all ½), P3α and RP3β (Cooper et al.
 * 2014; Paudel et al. 2017), LinkProp (Fu et al. 2022) and the linear part of GF-CF (Shen et al. 2021) are points of it.
 */
export class ItemGraph {
  readonly settings: Readonly<GraphSettings>;
  /** Reader → acts: note, time, strength. */
  readonly #acts: Lists;
  /** Note → readers. */
  readonly #readers: Lists;
  readonly #rows: Rows;
  /** Readers a note ever had, and had when its row was last worked out. */
  #popularity: Float64Array = new Float64Array(0);
  #refreshed: Float64Array = new Float64Array(0);
  #places = new Uint16Array(0);
  /** `popularity ** -targetPower`, at hand. */
  #target: Float64Array = new Float64Array(0);
  /** `acts ** -readerPower`, at hand. */
  readonly #readerFactors: Float64Array;
  #notes = 0;
  readonly #sums = new Scores();
  readonly #seeds = new Scores();
  readonly #crowd = new Scores();
  readonly #walked = new Scores();
  readonly #known: { at: Int32Array; weight: Float64Array };
  readonly #scratch: Row;
  readonly #found: Row;
  readonly #actWords: Int32Array;
  readonly #readerWords: Int32Array;

  constructor(settings: Partial<GraphSettings> = {}) {
    this.settings = Object.freeze({ ...graphDefaults, ...settings });
    const { readerActs, noteReaders } = this.settings;
    this.#acts = new Lists({ width: 3, most: readerActs });
    this.#readers = new Lists({ width: 1, most: noteReaders });
    this.#rows = new Rows(this.settings);
    this.#scratch = this.#rows.blank();
    this.#found = this.#rows.blank();
    this.#actWords = new Int32Array(readerActs * 3);
    this.#readerWords = new Int32Array(noteReaders);
    this.#readerFactors = Float64Array.from(
      { length: readerActs + 1 },
      (_, acts) => acts ** -this.settings.readerPower,
    );
    this.#known = { at: new Int32Array(readerActs), weight: new Float64Array(readerActs) };
  }

  /** One more than the highest number of a note. */
  get notes(): number {
    return this.#notes;
  }

  /** One more than the highest number of a reader. */
  get readers(): number {
    return this.#acts.length;
  }

  /** Bytes outside the heap. */
  get bytes(): number {
    return this.#acts.bytes + this.#readers.bytes + this.#rows.bytes + this.#popularity.length * 24;
  }

  /** Readers that a note ever had. */
  popularity(note: number): number {
    return note < this.#notes ? this.#popularity[note]! : 0;
  }

  /** One act. The same reader and note again only moves the time and strength. Costs some microseconds. */
  add(act: Act): void {
    if (!this.put(act)) return;
    const { note } = act;
    this.#touchRows(act);
    if (this.#popularity[note]! >= this.#refreshed[note]! * REFRESH_GROWTH) this.refresh(note);
  }

  /** As `add`, but leaves the rows as they were: for many acts at once, then `settle`. Says whether the pair is new. */
  put({ reader, note, time, strength = 1 }: Act): boolean {
    this.#reach(note);
    const entry = [note, time, Math.round(strength / STRENGTH_UNIT)];
    const before = this.#acts.find(reader, note);
    if (before >= 0) {
      this.#acts.set(reader, before, entry);
      return false;
    }
    const lost = this.#acts.push(reader, entry);
    if (lost >= 0) this.#readers.remove(lost, reader);
    this.#readers.push(note, [reader]);
    this.#setPopularity(note, this.#popularity[note]! + 1);
    return true;
  }

  /** Works out every row. */
  settle(): void {
    for (let note = 0; note < this.#notes; note += 1) this.refresh(note);
  }

  /** Works out the row of one note from the acts that are remembered. */
  refresh(note: number): void {
    this.#refreshed[note] = this.popularity(note);
    const sums = this.#sums;
    sums.clear();
    this.#walkFrom({ notes: [note], weights: [1] }, sums, { crowd: Infinity, sourcePower: 0 });
    const best = sums.best(this.settings.neighbours);
    const row = this.#scratch;
    row.count = best.length;
    for (let at = 0; at < best.length; at += 1) {
      row.items[at] = best[at]!;
      row.weights[at] = sums.get(best[at]!);
    }
    this.#rows.write(note, row);
  }

  /** The nearest of a note, best first, into `into` (see `blank`). */
  neighbours(note: number, into: Row): Row {
    return this.#rows.read(note, into);
  }

  /** A row to read into. */
  blank(): Row {
    return this.#rows.blank();
  }

  /**
   * Adds to `into`, for each note that readers of the trail's notes engaged with, `Σ weight / |i|^sourcePower · w(i→j)`:
   * exact, with nothing left out and nothing out of date, from what is remembered, by way of the `crowd` nearest
   * readers. This is what serves and what is evaluated.
   */
  walk(trail: Trail, into: Scores, { fairness = 0 }: WalkOptions = {}): void {
    const { crowd, sourcePower } = this.settings;
    this.#walkFrom(trail, into, { crowd, sourcePower, fairness });
  }

  /** As `walk`, from the rows: some 20 times as fast, and as good as the neighbours that were kept. */
  related({ notes, weights }: Trail, into: Scores, { fairness = 0 }: WalkOptions = {}): void {
    const row = this.#found;
    for (let at = 0; at < notes.length; at += 1) {
      const note = notes[at]!;
      this.#rows.read(note, row);
      const factor = weights[at]! * this.popularity(note) ** -this.settings.sourcePower;
      for (let place = 0; place < row.count; place += 1)
        into.add(row.items[place]!, factor * row.weights[place]!);
    }
    if (fairness === 0) return;
    for (const note of into.touched) into.scale(note, this.popularity(note) ** -fairness);
  }

  /** The last `most` acts of a reader, latest last: numbers, times, strengths. */
  trail(
    reader: number,
    most = this.settings.readerActs,
  ): { notes: number[]; times: number[]; strengths: number[] } {
    const count = this.#acts.read(reader, this.#actWords);
    const trail = { notes: [] as number[], times: [] as number[], strengths: [] as number[] };
    for (let at = Math.max(0, count - most); at < count; at += 1) {
      trail.notes.push(this.#actWords[at * 3]!);
      trail.times.push(this.#actWords[at * 3 + 1]!);
      trail.strengths.push(this.#actWords[at * 3 + 2]! * STRENGTH_UNIT);
    }
    return trail;
  }

  /** Takes a note out: its number may then be given to another. Rows that name it lose it when they are next worked out. */
  forget(note: number): void {
    const readers = this.#readers.read(note, this.#readerWords);
    for (let at = 0; at < readers; at += 1) this.#acts.remove(this.#readerWords[at]!, note);
    this.#readers.clear(note);
    this.#rows.write(note, { ...this.#scratch, count: 0 });
    if (note < this.#notes) this.#setPopularity(note, 0);
  }

  /** Takes a reader out, and what they did from the notes. */
  forgetReader(reader: number): void {
    const count = this.#acts.read(reader, this.#actWords);
    for (let at = 0; at < count; at += 1) {
      const note = this.#actWords[at * ACT_WORDS]!;
      if (this.#readers.remove(note, reader)) this.#setPopularity(note, this.popularity(note) - 1);
    }
    this.#acts.clear(reader);
  }

  /** Which of these notes shares most with `note` by way of its readers: its place among them, or −1. */
  nearestOf(note: number, among: readonly number[]): number {
    const { words, start, count } = this.#readers.look(note);
    const sums = this.#sums;
    const places = this.#placesOf(among);
    sums.clear();
    for (let at = start; at < start + count; at += 1) {
      const reader = words[at]!;
      const factor = this.#readerFactors[this.#acts.count(reader)]!;
      const known = this.#acts.look(reader);
      const end = known.start + known.count * ACT_WORDS;
      for (let act = known.start; act < end; act += ACT_WORDS) {
        const place = places[known.words[act]!]!;
        if (place > 0) sums.add(place - 1, factor);
      }
    }
    for (const one of among) if (one < this.#notes) places[one] = 0;
    return sums.best(1)[0] ?? -1;
  }

  /** The place of each of these notes among them and one more, by note; 0: not among them. To be wiped after use. */
  #placesOf(among: readonly number[]): Uint16Array {
    if (this.#places.length < this.#notes) this.#places = new Uint16Array(Math.ceil(this.#notes * 1.5));
    for (const [place, one] of among.entries()) if (one < this.#notes) this.#places[one] = place + 1;
    return this.#places;
  }

  /** Everything, as bytes: equal acts in equal order give equal bytes. */
  save(): Uint8Array {
    const out = new Writer(KIND, VERSION);
    out.text(JSON.stringify(this.settings, (_, value: unknown) => (value === Infinity ? 'Infinity' : value)));
    out.number(this.#notes);
    out.words(this.#popularity.subarray(0, this.#notes));
    out.words(this.#refreshed.subarray(0, this.#notes));
    this.#acts.save(out);
    this.#readers.save(out);
    this.#rows.save(out);
    return out.done();
  }

  static load(bytes: Uint8Array): ItemGraph {
    const from = new Reader(bytes, { kind: KIND, version: VERSION });
    const revive = (_: string, value: unknown) => (value === 'Infinity' ? Infinity : value);
    const graph = new ItemGraph(JSON.parse(from.text(), revive) as GraphSettings);
    const notes = from.number();
    if (notes > 0) graph.#reach(notes - 1);
    from.doubles(notes).forEach((popularity, note) => graph.#setPopularity(note, popularity));
    graph.#refreshed.set(from.doubles(notes));
    graph.#acts.load(from);
    graph.#readers.load(from);
    graph.#rows.load(from);
    return graph;
  }

  #reach(note: number): void {
    if (note < this.#notes) return;
    if (note >= this.#popularity.length) {
      const room = Math.max(64, note + 1, Math.ceil(this.#popularity.length * 1.5));
      this.#popularity = widened(this.#popularity, room);
      this.#refreshed = widened(this.#refreshed, room);
      this.#target = widened(this.#target, room);
    }
    this.#notes = note + 1;
  }

  #setPopularity(note: number, popularity: number): void {
    this.#popularity[note] = popularity;
    this.#target[note] = popularity ** -this.settings.targetPower;
  }

  #walkFrom(trail: Trail, into: Scores, { crowd: most, sourcePower, fairness = 0 }: WalkFrom): void {
    const seeds = this.#seeds;
    const crowd = this.#crowd;
    const walked = this.#walked;
    for (const scores of [seeds, crowd, walked]) scores.clear();
    for (let at = 0; at < trail.notes.length; at += 1)
      this.#seed(trail.notes[at]!, trail.weights[at]!, sourcePower);
    const readers = most >= crowd.size ? crowd.touched : crowd.best(most);
    for (const reader of readers) this.#throughReader(reader);
    for (const note of walked.touched) {
      into.add(note, walked.get(note) * this.#target[note]! * this.#powerOf(note, -fairness));
    }
  }

  /** A note to walk from, and the readers who know it. */
  #seed(note: number, weight: number, sourcePower: number): void {
    const { words, start, count } = this.#readers.look(note);
    if (count === 0) return;
    // A note with more readers than are remembered is judged by a sample of them.
    const factor = weight * (this.popularity(note) / count) * this.#powerOf(note, -sourcePower);
    this.#seeds.add(note, factor);
    for (let at = start; at < start + count; at += 1) {
      const reader = words[at]!;
      this.#crowd.add(reader, factor * this.#readerFactors[this.#acts.count(reader)]!);
    }
  }

  /** What one reader of the seeds says about everything else that reader engaged with. */
  #throughReader(reader: number): void {
    const { words, start, count } = this.#acts.look(reader);
    const known = this.#known;
    const factor = STRENGTH_UNIT * STRENGTH_UNIT * this.#readerFactors[count]!;
    const end = start + count * ACT_WORDS;
    const from = this.#seeds.sums(this.#notes);
    let seeds = 0;
    let all = 0;
    for (let at = start; at < end; at += ACT_WORDS) {
      const seed = from[words[at]!]!;
      if (seed === 0) continue;
      known.at[seeds] = at;
      known.weight[seeds] = seed * words[at + 2]! * factor;
      all += known.weight[seeds]!;
      seeds += 1;
    }
    if (seeds === 0) return;
    const focus = (all / this.#readerFactors[count]!) ** this.settings.focus;
    const timeless = this.settings.halfLife === Infinity && this.settings.backward === 1;
    const sums = this.#walked.sums(this.#notes);
    let next = 0;
    for (let at = start; at < end; at += ACT_WORDS) {
      let weight = all;
      if (next < seeds && known.at[next] === at) {
        weight -= known.weight[next]!;
        next += 1;
      }
      if (!timeless) weight = this.#timely(words, at, seeds);
      const note = words[at]!;
      const by = focus * weight * words[at + 2]!;
      if (by > 0 && sums[note]! > 0) sums[note]! += by;
      else if (by > 0) this.#walked.add(note, by);
    }
  }

  /** Seeds of a reader as seen from one of their acts: the nearer in time the more. */
  #timely(words: Int32Array, to: number, seeds: number): number {
    const { at, weight } = this.#known;
    let sum = 0;
    for (let seed = 0; seed < seeds; seed += 1) {
      if (at[seed] !== to) sum += weight[seed]! * this.#nearness(words[to + 1]! - words[at[seed]! + 1]!);
    }
    return sum;
  }

  #powerOf(note: number, power: number): number {
    return power === 0 ? 1 : this.popularity(note) ** power;
  }

  /** What a pair counts whose second act came `later` after the first. */
  #nearness(later: number): number {
    const { halfLife, backward } = this.settings;
    const order = later < 0 ? backward : 1;
    return halfLife === Infinity ? order : order * 2 ** (-Math.abs(later) / halfLife);
  }

  /** Tells the notes that this reader engaged with lately about the new one, until their rows are next worked out. */
  #touchRows({ reader, note, time, strength = 1 }: Act): void {
    const count = this.#acts.read(reader, this.#actWords);
    const factor = strength * this.#readerFactors[count]! * this.#target[note]!;
    for (let at = Math.max(0, count - 1 - TOUCHED); at < count; at += 1) {
      const other = this.#actWords[at * 3]!;
      if (other === note) continue;
      const nearness = this.#nearness(time - this.#actWords[at * 3 + 1]!);
      const by = factor * this.#actWords[at * 3 + 2]! * STRENGTH_UNIT * nearness;
      if (by > 0) this.#bump(other, { note, by });
    }
  }

  #bump(row: number, { note, by }: { note: number; by: number }): void {
    const { count, items, weights } = this.#rows.read(row, this.#scratch);
    let at = items.subarray(0, count).indexOf(note);
    if (at < 0 && count === this.settings.neighbours && weights[count - 1]! >= by) return;
    const value = at < 0 ? by : weights[at]! + by;
    const grown = at < 0 && count < this.settings.neighbours ? count + 1 : count;
    if (at < 0) at = grown - 1;
    for (; at > 0 && weights[at - 1]! < value; at -= 1) {
      items[at] = items[at - 1]!;
      weights[at] = weights[at - 1]!;
    }
    items[at] = note;
    weights[at] = value;
    this.#scratch.count = grown;
    this.#rows.write(row, this.#scratch);
  }
}

function widened(from: Float64Array, length: number): Float64Array {
  const to = new Float64Array(length);
  to.set(from);
  return to;
}
