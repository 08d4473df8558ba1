import { sql } from 'kysely';
import type { Database } from '../../../kernel/database.ts';
import type { Id } from '../../../kernel/ids.ts';
import { statement } from '../../../kernel/statement.ts';
import { TAKE_BACK_MS } from '../wishes/index.ts';
import { learnNote, type NoteRow } from './learn-notes.ts';
import { learnSignal, type SignalRow } from './learn-signals.ts';
import type { Memory, Place } from './memory.ts';

/** Rows read at a time, of each kind. */
const BATCH = 2000;
/** Learnt at a stretch, before whoever waits for a list gets a turn. */
const STRETCH_MS = 6;
const DAY = 86_400_000;
/** A list is good for a day, so what is done with it now stands in no older day than this many before. */
const DAYS_BACK = 2;

type Row = { place: Place } & ({ note: NoteRow } | { signal: SignalRow });

/** Learns all that stands in the log by now, in its order. Answers how many rows that was. */
export async function learnLog(db: Database, memory: Memory): Promise<number> {
  let learnt = 0;
  for (;;) {
    const { rows, more } = await readLog(db, memory, await readEdge(db, memory));
    await learnRows(memory, rows);
    learnt += rows.length;
    if (!more) return learnt;
  }
}

/**
 * Transactions are numbered by the database's cluster. Where the log holds one that this cluster has not come to, it was
 * made elsewhere, and what is written from now on belongs to a new era.
 */
export async function beginEra(db: Database): Promise<void> {
  await sql`
    update feed_era set era = era + 1
    where exists (select from feed_notes where era = feed_era() and tx >= pg_snapshot_xmax(pg_current_snapshot()))
      or exists (select from signals where era = feed_era() and tx >= pg_snapshot_xmax(pg_current_snapshot()))`.execute(
    db,
  );
}

async function learnRows(memory: Memory, rows: readonly Row[]): Promise<void> {
  let since = performance.now();
  for (const row of rows) {
    if ('note' in row) learnNote(memory, row.note);
    else learnSignal(memory, row.signal);
    memory.place = row.place;
    if (performance.now() - since < STRETCH_MS) continue;
    await new Promise((resolve) => setImmediate(resolve));
    since = performance.now();
  }
}

/** The next rows behind the memory's place before which no transaction is running any more. */
async function readLog(db: Database, memory: Memory, edge: Edge): Promise<{ rows: Row[]; more: boolean }> {
  const [notes, signals] = await Promise.all([
    edge.notes ? readNotes(db, memory, edge) : [],
    edge.signals ? readSignals(db, memory, edge) : [],
  ]);
  // Of one of them there may be more: nothing behind its last row is in order yet.
  const ends = [notes, signals].flatMap((read) => (read.length === BATCH ? [read.at(-1)!.place] : []));
  const end =
    ends.length === 0 ? null : ends.reduce((first, place) => (compare(place, first) < 0 ? place : first));
  const rows = merged(notes, signals);
  return end === null
    ? { rows, more: false }
    : { rows: rows.filter(({ place }) => compare(place, end) <= 0), more: true };
}

/**
 * SQL: the first transaction that may still write here. A cluster numbers the transactions of all its databases, and a long
 * one of another database is nothing to wait for; where that cannot be told (rights), it is waited for.
 */
export const OWN_EDGE = sql`coalesce((
  select running from pg_snapshot_xip(pg_current_snapshot()) running
  where not exists (
    select from pg_stat_activity other
    where other.datname <> current_database() and other.backend_xid = running::xid)
  order by running limit 1), pg_snapshot_xmax(pg_current_snapshot()))`;

/** Transactions before this one are all over. */
interface Edge {
  era: number;
  tx: string;
  /** Whether there is anything between the memory's place and this. */
  notes: boolean;
  signals: boolean;
}

interface Reset {
  person: Id;
  /** They were erased: nothing of them is remembered. Else what they want is forgotten. */
  erased: boolean;
  /** Milliseconds since 1970: what was done before is forgotten; 0: nothing is (any more). */
  at: number;
  /** The same before that reset: what is forgotten if it is taken back. */
  before: number;
  /** When they asked, as the database writes it. */
  heard: string;
}

/** How often the database is asked who of others holds the log up. */
const LOOK_MS = 1000;
const lookedAt = new WeakMap<Memory, number>();

/** How far the log may be read; forgets what was learnt of those who asked for it since we last heard, or brings it back. */
async function readEdge(db: Database, memory: Memory): Promise<Edge> {
  const { place, clock, heardOf } = memory;
  const own = performance.now() - (lookedAt.get(memory) ?? -Infinity) > LOOK_MS;
  if (own) lookedAt.set(memory, performance.now());
  const [row] = await readEdgeRow({ db }, { place, clock, heardOf, own });
  const { resets, now, ...edge } = row!;
  for (const reset of resets ?? []) hear(memory, reset, now);
  memory.asides.letGo(now, memory.people);
  return edge;
}

/** Asked for every list, and mostly there is nothing new: the rows are read only where there is. */
const readEdgeRow = statement<Asked, Edge & { now: number; resets: Reset[] | null }>({
  shape: ({ own }) => String(own),
  build({ own }, hole) {
    const edge = own ? OWN_EDGE : sql`pg_snapshot_xmin(pg_current_snapshot())`;
    const behind = sql`(era, tx, seq) > (${hole('era')}::smallint, ${hole('tx')}::xid8, ${hole('seq')}::bigint)
      and (era, tx) < (feed_era(), ${edge})`;
    const heard = sql`${hole('heard')}::timestamptz - interval '1 minute'`;
    return sql`
      select feed_era() as era, ${edge}::text as tx,
        extract(epoch from now())::float8 * 1000 as now,
        exists (select from feed_notes where ${behind}) as notes,
        exists (select from signals where day >= ${hole('since')}::date and ${behind}) as signals, (
        select json_agg(json_build_object('person', person::text, 'erased', erased, 'at', coalesce(extract(epoch from at), 0)::float8 * 1000,
          'before', coalesce(extract(epoch from before), 0)::float8 * 1000, 'heard', heard::text) order by heard)
        from (select person_id as person, false as erased, reset_at as at, reset_before as before, greatest(reset_at, reset_undone_at) as heard
          from feed_settings where reset_at > ${heard} or reset_undone_at > ${heard}
          union all select reader, true, at, null, at from feed_forgotten where at > ${heard}) resets) as resets`;
  },
  values: ({ place, clock, heardOf }) => ({ ...place, since: oldestDay(clock), heard: heardOf }),
});

interface Asked extends Pick<Memory, 'place' | 'clock' | 'heardOf'> {
  /** Whether transactions of the cluster's other databases are left out, which takes a tenth of a millisecond. */
  own: boolean;
}

/** Before this day nothing stands that was not learnt. */
function oldestDay(clock: number): string {
  return clock === 0 ? '-infinity' : new Date(clock - DAYS_BACK * DAY).toISOString().slice(0, 10);
}

/** Those of the last minute are looked at again: one that began earlier may have ended later. */
function hear(memory: Memory, { person: id, erased, at, before, heard }: Reset, now: number): void {
  memory.heardOf = heard;
  const known = memory.resets.get(id) ?? 0;
  if (at === known || (erased && at < known)) return;
  const who = { id, person: memory.people.find(id) };
  if (erased) memory.asides.forget(who);
  if (at < known) memory.asides.bringBack(who, memory);
  else {
    const until = at + KEPT_MS;
    if (!erased && until >= now) memory.asides.put(who, { from: before, until }, memory);
    if (who.person >= 0 && erased) memory.forget(who.person);
    else if (who.person >= 0) memory.forgetWishes(who.person);
  }
  memory.resets.delete(id);
  if (at > 0) memory.resets.set(id, at);
}

/** What is forgotten stays aside for a little longer than it may be brought back. */
const KEPT_MS = TAKE_BACK_MS + 5 * 60_000;

interface Placed {
  era: number;
  tx: string;
  seq: string;
}

// Columns are ordered by, not what is read of them: as text, transaction 1000 would come before 999.

async function readNotes(db: Database, { place }: Memory, edge: Edge): Promise<Row[]> {
  const { rows } = await sql<
    Placed & Omit<NoteRow, 'topics' | 'terms' | 'weights'> & Record<'topics' | 'terms' | 'weights', string>
  >`
    select note_id as "noteId", revision, author_id as "authorId", extract(epoch from published_at)::float8 * 1000 as "publishedAt",
      extract(epoch from at)::float8 * 1000 as at, language, channel, array_to_string(topics, ',') as topics,
      array_to_string(terms, ',') as terms, array_to_string(weights, ',') as weights, version, likes, saves, comments, device, place, latitude, longitude,
      era, tx::text as tx, seq
    from feed_notes f where (era, tx, seq) > (${place.era}::smallint, ${place.tx}::xid8, ${place.seq}::bigint)
      and (era, tx) < (${edge.era}::smallint, ${edge.tx}::xid8)
    order by f.era, f.tx, f.seq limit ${BATCH}`.execute(db);
  return rows.map(({ era, tx, seq, topics, terms, weights, ...row }) => ({
    place: { era, tx, seq },
    note: {
      ...row,
      topics: topics === '' ? [] : topics.split(','),
      terms: Int32Array.from(numbersIn(terms)),
      weights: Float32Array.from(numbersIn(weights)),
    },
  }));
}

async function readSignals(db: Database, { place, clock }: Memory, edge: Edge): Promise<Row[]> {
  const { rows } = await sql<Placed & SignalRow & { noteId: Id }>`
    select list, position, kind, reader, note_id as "noteId", value, shape, network, device,
      extract(epoch from at)::float8 * 1000 as at, era, tx::text as tx, seq
    from signals s where day >= ${oldestDay(clock)}::date
      and (era, tx, seq) > (${place.era}::smallint, ${place.tx}::xid8, ${place.seq}::bigint)
      and (era, tx) < (${edge.era}::smallint, ${edge.tx}::xid8)
    order by s.era, s.tx, s.seq limit ${BATCH}`.execute(db);
  return rows.map(({ era, tx, seq, ...signal }) => ({ place: { era, tx, seq }, signal }));
}

function merged(a: readonly Row[], b: readonly Row[]): Row[] {
  const all: Row[] = [];
  let [left, right] = [0, 0];
  while (left < a.length || right < b.length) {
    const first = right >= b.length || (left < a.length && compare(a[left]!.place, b[right]!.place) < 0);
    all.push(first ? a[left++]! : b[right++]!);
  }
  return all;
}

/** Below zero where `a` stands before `b`. */
export function compare(a: Place, b: Place): number {
  if (a.era !== b.era) return a.era - b.era;
  return byDigits(a.tx, b.tx) || byDigits(a.seq, b.seq);
}

function byDigits(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : Number(a > b));
}

function numbersIn(joined: string): number[] {
  return joined === '' ? [] : joined.split(',').map(Number);
}
