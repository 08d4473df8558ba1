import { sql } from 'kysely';
import type { Database } from '../../../kernel/database.ts';
import type { Id } from '../../../kernel/ids.ts';
import { rankingRows, rankingRowsBefore, rankingRowsOf, type RankingRow } from '../../notes/index.ts';
import { noteWords, type NoteWords } from '../../search/index.ts';
import { countersOf } from './evidence.ts';
import { HISTORY_HOURS, placeOf } from './learn-notes.ts';
import type { Memory } from './memory.ts';
import { rarity, termsOf } from './terms.ts';

const HOUR = 3_600_000;
/** Notes written into the log at a time. */
const TOGETHER = 200;
/** Newest notes looked at each time, and known ones that are looked at again. */
const NEWEST = 500;
const AGAIN = 1000;
/** A note that was published while we looked may be dated a little back. */
const OVERLAP_MS = 60_000;
/** What others had made of an old note is read again for so long: more of it may be coming in with it. */
const COMING_IN_MS = 6 * HOUR;
const HIGHEST: Id = '9223372036854775807';

/** Brings notes into the log: new ones, changed ones, and that one is gone. Nobody else writes there. */
export interface Admission {
  /** Those published since the last time, at most a few hundred. */
  fresh(): Promise<number>;
  /** The newest, whenever they are dated, and a part of all that are known: over time all of them. */
  look(): Promise<number>;
  /** The next of all notes, newest first, until the oldest was met. False when there is none left. */
  older(): Promise<boolean>;
  /** Whether something that was written is not learnt yet. */
  waiting(): boolean;
}

/** @param memoryOf what was learnt by now; what is in it need not be written again */
export function admission(db: Database, memoryOf: () => Memory): Admission {
  /** What was written and is not learnt yet, by revision. */
  const written = new Map<Id, number>();
  let since = 0;
  let rotation = 0;
  let before = HIGHEST;
  const write = async (rows: readonly RankingRow[]): Promise<number> => {
    const memory = memoryOf();
    letGoLearnt(memory, written);
    const each = [...new Map(rows.map((row) => [row.id, row])).values()];
    const wanted = each.filter((row) => isNews(memory, row, written));
    for (let from = 0; from < wanted.length; from += TOGETHER) {
      const some = wanted.slice(from, from + TOGETHER);
      await append(db, memory, some);
      for (const { id } of some) written.set(id, revisionOf(memory, id));
    }
    return wanted.length;
  };
  const withdraw = async (ids: readonly Id[]): Promise<number> => {
    const memory = memoryOf();
    for (const id of ids) written.set(id, revisionOf(memory, id));
    if (ids.length > 0) await appendWithdrawn(db, memory, ids);
    return ids.length;
  };
  return {
    async fresh() {
      const rows = await rankingRows({ db }, { limit: NEWEST, since: new Date(since - OVERLAP_MS) });
      since = Math.max(since, ...rows.map(({ publishedAt }) => publishedAt));
      return write(rows);
    },
    async look() {
      const { notes } = memoryOf();
      const numbers = Array.from(
        { length: Math.min(AGAIN, notes.length) },
        (_, at) => (rotation + at) % notes.length,
      );
      rotation = notes.length === 0 ? 0 : (rotation + numbers.length) % notes.length;
      const known = numbers.flatMap((note) =>
        notes.live[note] === 1 && !written.has(notes.numbers.idOf(note)) ? [notes.numbers.idOf(note)] : [],
      );
      const rows = await rankingRowsOf({ db }, known);
      const there = new Set(rows.map(({ id }) => id));
      const newest = await rankingRows({ db }, { limit: NEWEST });
      return (await write([...rows, ...newest])) + (await withdraw(known.filter((id) => !there.has(id))));
    },
    async older() {
      const rows = await rankingRowsBefore({ db }, { before, limit: NEWEST });
      before = rows.reduce((least, { id }) => (BigInt(id) < BigInt(least) ? id : least), before);
      await write(rows);
      return rows.length === NEWEST;
    },
    waiting() {
      letGoLearnt(memoryOf(), written);
      return written.size > 0;
    },
  };
}

function letGoLearnt({ notes }: Memory, written: Map<Id, number>): void {
  for (const [id, revision] of written) {
    const note = notes.numbers.find(id);
    if (note >= 0 && notes.revision[note]! >= revision) written.delete(id);
  }
}

/** Whether the log has to hear of a note as it is now. */
function isNews(memory: Memory, row: RankingRow, written: ReadonlyMap<Id, number>): boolean {
  const { notes } = memory;
  const note = notes.numbers.find(row.id);
  // What was written and is not yet learnt will be looked at again when it is.
  if (written.has(row.id)) return false;
  if (note < 0 || notes.live[note] === 0) return true;
  const topics = notes.topicIdsOf(note);
  const isSame =
    notes.version[note] === row.version &&
    notes.languageOf(note) === row.language &&
    notes.channelOf(note) === row.channel &&
    topics.length === row.topics.length &&
    topics.every((topic) => row.topics.includes(topic));
  const isThere = !memory.places.keeps(row.publishedAt) || memory.places.knows(note, placeOf(row));
  return !isSame || !isThere || hasMoreHistory(memory, note, row);
}

/** What others made of an old note may come in after it. */
function hasMoreHistory({ notes }: Memory, note: number, row: RankingRow): boolean {
  if (notes.own[note] === 1 || Date.now() - notes.cameAt[note]! > COMING_IN_MS) return false;
  if (Date.now() - row.publishedAt < HISTORY_HOURS * HOUR) return false;
  const { likes, saves, comments } = countersOf(notes, note);
  return likes !== row.likes || saves !== row.saves || comments !== row.comments;
}

async function append(db: Database, memory: Memory, rows: readonly RankingRow[]): Promise<void> {
  const words = await noteWords({ db }, rows);
  const terms = rows.map((row) => termsOf(row, words.get(row.id) ?? NO_WORDS));
  const weigh = weigher(memory, terms);
  const given = rows.map((row, at) => ({
    ...row,
    publishedAt: new Date(row.publishedAt).toISOString(),
    terms: [...terms[at]!.keys()],
    weights: [...terms[at]!].map(([hash, weight]) => weigh(hash, weight)),
    revision: revisionOf(memory, row.id),
  }));
  await sql`
    insert into feed_notes (note_id, revision, author_id, published_at, language, channel, topics, terms, weights, version, likes, saves, comments, device, place, latitude, longitude)
    select id, greatest(revision, (select max(f.revision) + 1 from feed_notes f where f.note_id = n.id)), "authorId", "publishedAt", language,
      channel, topics, terms, weights, version, likes, saves, comments, device, place, latitude, longitude
    from json_to_recordset(${JSON.stringify(given)}::json) as n(id bigint, revision integer, "authorId" bigint, "publishedAt" timestamptz,
      language text, channel text, topics uuid[], terms integer[], weights real[], version integer, likes integer, saves integer, comments integer, device integer, place text, latitude real, longitude real)
    order by "publishedAt", id
    on conflict do nothing`.execute(db);
}

function revisionOf({ notes }: Memory, id: Id): number {
  const note = notes.numbers.find(id);
  return note < 0 ? 0 : notes.revision[note]! + 1;
}

/** A version without terms and without an author: who left is not to be named again. */
async function appendWithdrawn(db: Database, memory: Memory, ids: readonly Id[]): Promise<void> {
  const given = ids.map((id) => ({ id, revision: revisionOf(memory, id) }));
  await sql`
    insert into feed_notes (note_id, revision, author_id, published_at, language)
    select id, revision, 0, to_timestamp(0), 'und'
    from json_to_recordset(${JSON.stringify(given)}::json) as n(id bigint, revision integer)
    order by id
    on conflict do nothing`.execute(db);
}

/** How much a term of one of these notes says: the rarer among them and all that are known, the more. */
function weigher(
  { notes }: Memory,
  terms: readonly Map<number, number>[],
): (hash: number, weight: number) => number {
  const here = new Map<number, number>();
  for (const note of terms) for (const hash of note.keys()) here.set(hash, (here.get(hash) ?? 0) + 1);
  const total = notes.there + terms.length;
  return (hash, weight) => {
    const having = notes.frequency(hash) + here.get(hash)! - 1;
    return Math.fround(Math.round(weight * rarity(having, total) * 1000) / 1000);
  };
}

const NO_WORDS: NoteWords = { title: [], rest: [] };
