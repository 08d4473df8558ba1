import {
  Guarantee,
  guaranteeDefaults,
  Heads,
  ItemGraph,
  Lists,
  Numbers,
  Profiles,
  Quality,
  Reader,
  Rings,
  Writer,
} from '@jujube/ranker';
import type { Id } from '../../../kernel/ids.ts';
import { NearestNotes } from '@jujube/ranker/nearest';
import { guaranteeOf } from '../reach/in-force.ts';
import { Asides } from './asides.ts';
import { FORM } from './form.ts';
import { Notes, VECTOR } from './notes.ts';
import { Pending } from './pending.ts';
import { Places } from './places.ts';

export { FORM };

/** Acts of a reader from which related notes are looked for, and notes they were shown that are remembered. */
const TRAIL = 32;
const SHOWN = 512;
/** Acts of a new account that may have to be taken back: note, what, second, whether it counts. */
const DONE = { width: 4, most: 512 } as const;

/** A place in the log: all that stands before it was learnt, nothing behind it. */
export interface Place {
  era: number;
  /** Digits. */
  tx: string;
  seq: string;
}

const MINUTE = 60_000;
const START: Place = { era: -1, tx: '0', seq: '0' };

/**
 * All that the feed learnt, and nothing else: the fold of the log up to a place. Whoever learns the same log from the
 * beginning has the same, byte by byte, but for the index of what is near, which is as good.
 */
export class Memory {
  place: Place = START;
  /** Milliseconds since 1970: the latest moment that the log told of. */
  clock = 0;
  notes = new Notes();
  /** Readers and authors. */
  people = new Numbers();
  profiles = new Profiles(VECTOR);
  graph = new ItemGraph();
  heads = new Heads();
  quality = new Quality();
  guarantee = new Guarantee(guaranteeOf({ firstReaders: guaranteeDefaults.impressions }));
  rings = new Rings();
  pending = new Pending();
  readonly places = new Places();
  /** Notes that a reader cared for and was shown last, oldest first. */
  readonly trails = new Lists({ width: 1, most: TRAIL });
  readonly shown = new Lists({ width: 1, most: SHOWN });
  readonly done = new Lists(DONE);
  /** Readers who asked for what was learnt before a moment to be forgotten. */
  readonly resets = new Map<Id, number>();
  /** What these were known by, as long as they may take it back. */
  readonly asides = new Asides({ vector: VECTOR, trail: TRAIL });
  /** The latest reset that was heard of, as the database writes it. */
  heardOf = '-infinity';
  nearest = new NearestNotes({ size: VECTOR });

  /** Everything but the index, part by part. Equal memories have equal parts. */
  *parts(): Generator<[name: string, bytes: Uint8Array]> {
    yield ['numbers', this.notes.numbers.save()];
    yield ['notes', this.notes.save()];
    yield ['people', this.people.save()];
    yield ['profiles', this.profiles.save()];
    yield ['graph', this.graph.save()];
    yield ['heads', this.heads.save()];
    yield ['quality', this.quality.save()];
    yield ['guarantee', this.guarantee.save()];
    yield ['rings', this.rings.save()];
    yield ['pending', this.pending.save()];
    yield ['lists', this.#saveLists()];
    yield ['asides', this.asides.save()];
    yield ['places', this.places.save()];
  }

  /** Makes a memory from its parts. The index is the caller's to load or make. */
  static from(parts: ReadonlyMap<string, Uint8Array>): Memory {
    const part = (name: string): Uint8Array => {
      const bytes = parts.get(name);
      if (!bytes) throw new Error(`what was kept has no ${name}`);
      return bytes;
    };
    const memory = new Memory();
    memory.notes = Notes.load(part('notes'), Numbers.load(part('numbers')));
    memory.people = Numbers.load(part('people'));
    memory.profiles = Profiles.load(part('profiles'));
    memory.graph = ItemGraph.load(part('graph'));
    memory.heads = Heads.load(part('heads'));
    memory.quality = Quality.load(part('quality'));
    memory.guarantee = Guarantee.load(part('guarantee'));
    memory.rings = Rings.load(part('rings'));
    memory.pending = Pending.load(part('pending'));
    memory.#loadLists(part('lists'));
    const asides = parts.get('asides');
    // What was kept by a version that put nothing aside has none.
    if (asides) memory.asides.load(asides);
    // Nor places: they come in again when notes are compared with what is known of them.
    const places = parts.get('places');
    if (places) memory.places.load(places);
    return memory;
  }

  /** The log tells of a moment: what is owed by then is settled, once a minute. */
  tell(at: number): void {
    if (Math.floor(at / MINUTE) > Math.floor(this.clock / MINUTE)) this.guarantee.settle(at);
    this.clock = Math.max(this.clock, at);
  }

  /** Puts a note where it belongs in the index. */
  index(note: number): void {
    if (this.notes.live[note] === 1) this.nearest.put(note, this.notes.vectorOf(note));
    else this.nearest.forget(note);
  }

  /** What a reader wants is not known any more. */
  forgetWishes(person: number): void {
    this.profiles.forget(person);
    this.trails.clear(person);
  }

  /** Nothing of what a reader did is known any more; what came of it for notes stays in their figures. */
  forget(person: number): void {
    this.forgetWishes(person);
    this.asides.forget({ id: this.people.idOf(person), person });
    this.shown.clear(person);
    this.done.clear(person);
    this.graph.forgetReader(person);
    this.rings.forget(person);
    this.pending.forget(person);
  }

  /** Makes the index anew. */
  indexAll(): void {
    this.nearest = new NearestNotes({ size: VECTOR });
    for (let note = 0; note < this.notes.length; note += 1) if (this.notes.live[note] === 1) this.index(note);
  }

  #saveLists(): Uint8Array {
    const out = new Writer('feed lists', FORM);
    out.text(
      JSON.stringify({
        place: this.place,
        clock: this.clock,
        heardOf: this.heardOf,
        resets: [...this.resets],
      }),
    );
    for (const lists of [this.trails, this.shown, this.done]) lists.save(out);
    return out.done();
  }

  #loadLists(bytes: Uint8Array): void {
    const from = new Reader(bytes, { kind: 'feed lists', version: FORM });
    const { place, clock, heardOf, resets } = JSON.parse(from.text()) as {
      place: Place;
      clock: number;
      heardOf: string;
      resets: [Id, number][];
    };
    Object.assign(this, { place, clock, heardOf });
    for (const [person, at] of resets) this.resets.set(person, at);
    for (const lists of [this.trails, this.shown, this.done]) lists.load(from);
  }
}
