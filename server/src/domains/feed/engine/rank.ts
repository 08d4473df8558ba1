import { likeness, rank, type Gathered, type Ranked, type Weights } from '@jujube/ranker';
import type { Id } from '../../../kernel/ids.ts';
import type { ListRequest, RankedList } from '../../../providers/feed/feed.ts';
import { LIST_SIZE } from '../list.ts';
import { HOUSE_WEIGHTS } from '../reach/in-force.ts';
import { placedOf, plainShapes, shapesOf, unpackShape, type Placed } from '../shape.ts';
import { weightsFor } from '../wishes/index.ts';
import { shownOf } from './evidence.ts';
import { FeedCandidate } from './candidate.ts';
import type { Memory } from './memory.ts';
import type { Orders } from './orders.ts';
import type { Reader } from './reader.ts';
import { becauseOf } from './because.ts';
import { fittingFor, type Fitting } from './seen.ts';
import { CANDIDATES, candidatesFor, FOR_NEWCOMERS, relatedTo, type Related, type Wanted } from './sources.ts';

/** Whoever saw so much of a small place that less than a page is new is shown the rest after it. */
const PAGE = 30;
/** Ranked beyond what a list holds, where words may take some away. */
const SPARE = 2;
/** Notes that are owed something and looked at for one list: more would not make a better choice. */
const OWED_LOOKED_AT = 200;
/** What comes to a tail beside what stood in it. */
const NEW_IN_TAIL = 24;
const TAIL_TRAIL = 5;

/** What a list is ranked from. */
export interface Known {
  memory: Memory;
  orders: Orders;
  reader: Reader;
  now: number;
}

/** Ranks a list for one reader, or again what is left of one. Notes that say words which the reader keeps away may be in it. */
export function rankFor(known: Known, request: ListRequest): Listed {
  const { memory, orders, reader } = known;
  const fitting = fittingFor(memory, reader, request);
  const channel = request.channel === null ? null : memory.notes.channels.find(request.channel);
  if (reader.asks.off) return inTime(memory, orders, { fitting, channel });
  const wanted: Wanted = {
    channel,
    fits: fitting.isNew,
    foreign: foreignTo(memory, request.languages),
    total: CANDIDATES,
    list: LIST_SIZE,
  };
  return request.tail
    ? tailFor(known, request, { wanted, fitting })
    : wholeFor(known, request, { wanted, fitting });
}

/** A ranked list before words are looked at. */
export interface Listed {
  notes: { id: Id; shape: Placed }[];
  trail: Id[];
  model: number;
  /** Nothing else is left to show. */
  last: boolean;
}

/** The first of a list, as it travels. */
export function packed({ notes, trail, model, last }: Listed): RankedList {
  const some = notes.slice(0, LIST_SIZE);
  return {
    ids: some.map(({ id }) => id),
    shapes: shapesOf(some.map(({ shape }) => shape)),
    trail,
    model,
    last: last && notes.length <= LIST_SIZE,
  };
}

interface Asked {
  wanted: Wanted;
  fitting: Fitting;
}

function wholeFor(known: Known, request: ListRequest, { wanted: asked, fitting }: Asked): Listed {
  const { memory, orders, reader } = known;
  const related = relatedTo(memory, reader.trail);
  const isKnown = reader.profile.masses.length > 0 || related.strongest > 0;
  const wanted = isKnown ? asked : { ...asked, total: FOR_NEWCOMERS };
  const found = candidatesFor(memory, orders, { reader, wanted, related });
  const owed = owedTo(known, wanted);
  const ranked = rankThese(known, request, { found, owed, related });
  const isStart = request.seen.length === 0 && request.seenFingerprints.length === 0;
  if (ranked.length >= PAGE || !isStart) return listed(known, ranked, found.length < wanted.total);
  const taken = new Set(ranked.map(({ id }) => id));
  const rest = { ...wanted, fits: (note: number) => fitting.fits(note) && !taken.has(note) };
  const again = candidatesFor(memory, orders, { reader, wanted: rest, related });
  const more = rankThese(known, request, {
    found: again,
    owed: { notes: [], propensity: 1 },
    related,
  });
  return listed(known, [...ranked, ...more], again.length < wanted.total);
}

/** What is left of a list, ranked again with what is new and what the reader's last acts point at. */
function tailFor(known: Known, request: ListRequest, { wanted, fitting }: Asked): Listed {
  const { memory, orders, reader } = known;
  const { ids, shapes } = request.tail!;
  const bytes = Buffer.from(shapes, 'base64');
  const related = relatedTo(memory, reader.trail.slice(0, TAIL_TRAIL));
  const found: Gathered<number>[] = [];
  const owed: Owed = { notes: [], propensity: 1 };
  const taken = new Set<number>();
  for (const [at, id] of ids.entries()) {
    const note = memory.notes.numbers.find(id);
    if (note < 0 || !fitting.fits(note)) continue;
    const { source, guaranteed, propensity } = unpackShape(bytes, at);
    taken.add(note);
    if (guaranteed) {
      owed.notes.push(note);
      owed.propensity = Math.min(owed.propensity, propensity);
    } else found.push({ id: note, source, sources: [source] });
  }
  const fits = (note: number) => wanted.fits(note) && !taken.has(note);
  const fresh = candidatesFor(memory, orders, {
    reader,
    wanted: { ...wanted, fits, total: NEW_IN_TAIL, list: 0 },
    related,
  });
  const ranked = rankThese(known, request, {
    found: [...found, ...fresh],
    owed,
    related,
    spread: SPREAD_IN_TAIL,
  });
  return listed(known, ranked, false);
}

interface Owed {
  notes: number[];
  /** How likely one of those that might have been chosen was. */
  propensity: number;
}

/** Notes to which an impression is owed and which this reader fits. */
function owedTo({ memory, reader, now }: Known, { fits, foreign, channel, list }: Wanted): Owed {
  const { guarantee, notes, quality } = memory;
  const { foreignShare } = reader.asks;
  const looked = Math.min(1, OWED_LOOKED_AT / Math.max(1, guarantee.open));
  const wished = wishOf(memory, reader);
  let fitting = 0;
  const chosen = guarantee.choose({
    count: Math.ceil(list / 8),
    now,
    random: Math.random,
    fit(note) {
      if (looked < 1 && Math.random() >= looked) return null;
      // Where the dial leaves no room for its language, nobody is owed this reader.
      const room = foreign(note) ? foreignShare : 1 - foreignShare;
      if (room === 0 || (channel !== null && notes.channel[note] !== channel) || !fits(note)) return null;
      fitting += 1;
      const near = reader.profile.masses.length > 0 ? likeness(reader.profile, notes.vectorOf(note)) : 0;
      const drawn = quality.draw(shownOf(notes, note), Math.random);
      return Math.max(0, 0.1 + near + wished(note)) * drawn * room;
    },
  });
  return { notes: chosen, propensity: fitting === 0 ? 1 : Math.min(1, (looked * chosen.length) / fitting) };
}

/** How much a reader wishes for what a note is about. */
function wishOf({ notes }: Memory, { interests, profile }: Reader): (note: number) => number {
  const channels = new Map<number, number>();
  const topics = new Map<number, number>();
  const add = (kind: string, id: string, weight: number) => {
    const [names, into] = kind === 'channel' ? [notes.channels, channels] : [notes.topicNames, topics];
    const number = kind === 'author' ? -1 : names.find(id);
    if (number >= 0) into.set(number, (into.get(number) ?? 0) + weight);
  };
  for (const { kind, id, weight } of interests) add(kind, id, weight);
  for (const [key, weight] of profile.wishes)
    add(key.slice(0, key.indexOf(':')), key.slice(key.indexOf(':') + 1), weight);
  return (note) => {
    let sum = channels.get(notes.channel[note]!) ?? 0;
    if (topics.size > 0) for (const topic of notes.topicsOf(note)) sum += topics.get(topic) ?? 0;
    return sum;
  };
}

/** Of what is left of a list fewer are chosen to be unlike: it will be ranked again before its reader comes far. */
const SPREAD_IN_TAIL = { diversityTop: 30, diversityPool: 60 } as const;

interface Found {
  /** Where it is not the house's own. */
  spread?: Partial<Weights>;
  found: readonly Gathered<number>[];
  owed: Owed;
  related: Related;
}

/** A note by its number, and how it came by its place. */
interface RankedNote {
  id: number;
  ranked: Ranked<number>;
  guaranteed: boolean;
  propensity: number;
}

function rankThese(
  known: Known,
  { languages }: ListRequest,
  { found, owed, related, spread }: Found,
): RankedNote[] {
  const { memory, orders, reader, now } = known;
  const { asks, interests, follows, profile } = reader;
  const guaranteed = new Set(owed.notes);
  const brought = new Set(found.map(({ id }) => id));
  const besides = owed.notes.filter((note) => !brought.has(note));
  const all = [...found, ...besides.map((id) => ({ id, source: 'guarantee', sources: [] }))];
  const candidates = all.map(
    ({ id, source }) =>
      new FeedCandidate(memory, {
        note: id,
        source,
        relation: related.strongest > 0 ? related.get(id) / related.strongest : 0,
        guaranteed: guaranteed.has(id),
      }),
  );
  const house = { ...HOUSE_WEIGHTS, ...spread, freshnessHalfLife: orders.halfLife };
  const ranked = rank({
    viewer: {
      languages,
      interests,
      follows,
      profile,
      ...(languages.length > 0 && { foreignShare: asks.foreignShare }),
    },
    candidates,
    now,
    random: Math.random,
    weights: weightsFor(house, asks.sliders),
    // Heads that have learnt nothing foretell the same of every note.
    ...(memory.heads.learnt > 0 && { heads: memory.heads }),
    quality: memory.quality,
    limit: asks.words === null ? LIST_SIZE + 1 : LIST_SIZE * SPARE,
  });
  return ranked.map((note) => {
    const isOwed = guaranteed.has(note.id);
    return { id: note.id, ranked: note, guaranteed: isOwed, propensity: isOwed ? owed.propensity : 1 };
  });
}

function listed({ memory, reader }: Known, ranked: readonly RankedNote[], last: boolean): Listed {
  const { numbers } = memory.notes;
  const because = becauseOf(memory, reader);
  return {
    notes: ranked.map(({ id: note, ranked: { shape, factors }, guaranteed, propensity }) => ({
      id: numbers.idOf(note),
      shape: placedOf({ shape, factors }, { because: because(note, shape.source), guaranteed, propensity }),
    })),
    trail: reader.trail.map((note) => numbers.idOf(note)),
    model: memory.heads.learnt,
    last,
  };
}

/** Newest first, and nothing else. */
function inTime(
  memory: Memory,
  { newest }: Orders,
  { fitting, channel }: { fitting: Fitting; channel: number | null },
): Listed {
  const { notes } = memory;
  const some = newest.filter(
    (note) => (channel === null || notes.channel[note] === channel) && fitting.fits(note),
  );
  const shape = unpackShape(Buffer.from(plainShapes(1, 'time'), 'base64'));
  const first = Array.from(some.subarray(0, LIST_SIZE * SPARE), (note) => ({
    id: notes.numbers.idOf(note),
    shape,
  }));
  return { notes: first, trail: [], model: memory.heads.learnt, last: some.length <= LIST_SIZE };
}

/** Whether a note is in a language that a reader, who has named some, does not read. */
function foreignTo({ notes }: Memory, languages: readonly string[]): (note: number) => boolean {
  if (languages.length === 0) return () => false;
  const read = new Set(languages.map(baseOf));
  // By the number of the language: 0 not looked at yet, 1 read, 2 foreign.
  const known = new Uint8Array(notes.languages.length);
  return (note) => {
    const language = notes.language[note]!;
    if (known[language] === 0) {
      const name = notes.languages.name(language);
      known[language] = name !== 'und' && name !== '' && !read.has(baseOf(name)) ? 2 : 1;
    }
    return known[language] === 2;
  };
}

function baseOf(language: string): string {
  return language.split('-', 1)[0]!.toLowerCase();
}
