import { sql, type RawBuilder } from 'kysely';
import type { Context } from '../../../kernel/context.ts';
import { given, type Id } from '../../../kernel/ids.ts';
import { OWN_EDGE } from '../engine/log.ts';
import { SOURCES } from '../shape.ts';

// What the log says of who was shown: for the ledger and for authors. An impression is one reader who saw a note: of a
// reader the first showing of a note counts, once a day; what authors see of their own does not.

type Asks = Pick<Context, 'db'>;

/** The kind of a signal that says a card was seen. */
const IMPRESSION = sql`0`;

/** SQL: the name of a source, by its number (a shape's first byte). */
const sourceOf = (byte: RawBuilder<unknown>) =>
  sql`(${sql.lit(`{${SOURCES.join(',')}}`)}::text[])[${byte} + 1]`;

/** A place in the order of the feed's notes. */
export interface LogPlace {
  era: number;
  tx: string;
  seq: string;
}

/** A version of a public note as it came to the feed. */
export interface Arrival extends LogPlace {
  noteId: Id;
  authorId: Id;
  publishedAt: Date;
  /** When the feed heard of it. */
  cameAt: Date;
  language: string;
  channel: string | null;
  /** What it was written from, as a number, while that is known. */
  device: number | null;
}

/** Versions of notes beyond a place, in their order; none that a running transaction could still precede. */
export async function arrivals(
  { db }: Asks,
  { after, limit }: { after: LogPlace; limit: number },
): Promise<Arrival[]> {
  const { rows } = await sql<Arrival>`
    select note_id as "noteId", author_id as "authorId", published_at as "publishedAt", at as "cameAt", language, channel, device,
      era, tx::text as tx, seq
    from feed_notes f
    where (era, tx, seq) > (${after.era}::smallint, ${after.tx}::xid8, ${after.seq}::bigint)
      and (era < feed_era() or tx < ${OWN_EDGE})
    order by f.era, f.tx, f.seq limit ${limit}`.execute(db);
  return rows;
}

/** SQL: impressions of one day (`note_id`, `source`, `impressions`), for a query of who keeps a ledger. */
export function shownOn(day: string): RawBuilder<unknown> {
  return sql`(${firstShowings(sql`s.day = ${day}::date`)})`;
}

/** Impressions of a note by day and source, from a day on. */
export async function impressionsOf(
  { db }: Asks,
  { noteId, from }: { noteId: Id; from: string },
): Promise<{ day: string; source: string; impressions: number }[]> {
  const { rows } = await sql<{ day: string; source: string; impressions: number }>`
    select day::text as day, source, count(*)::int as impressions from (
      select distinct on (s.day, s.reader) s.day, ${sourceOf(sql`get_byte(s.shape, 0)`)} as source from signals s
      where s.note_id = ${noteId}::bigint and s.day >= ${from}::date and s.kind = ${IMPRESSION}
        and ${notTheAuthor(sql`s.note_id`, sql`s.reader`)}
      order by s.day, s.reader, s.seq) first
    group by 1, 2 order by 1, 2`.execute(db);
  return rows;
}

/** A note and a stretch of time. */
export interface Span {
  noteId: Id;
  from: Date;
  to: Date;
}

/** How many readers saw each note within its stretch of time. */
export async function readersOf({ db }: Asks, spans: readonly Span[]): Promise<Map<Id, number>> {
  if (spans.length === 0) return new Map();
  const { rows } = await sql<{ noteId: Id; readers: number }>`
    select one.note as "noteId", (
      select count(distinct s.reader)::int from signals s
      where s.note_id = one.note and s.kind = ${IMPRESSION}
        and s.day between (one.since at time zone 'UTC')::date - 1 and (one.until at time zone 'UTC')::date + 1
        and s.at >= one.since and s.at < one.until and ${notTheAuthor(sql`one.note`, sql`s.reader`)}) as readers
    from unnest(${given('bigint', idsOf(spans))}, ${moments(spans, 'from')}, ${moments(spans, 'to')})
      as one (note, since, until)`.execute(db);
  return new Map(rows.map(({ noteId, readers }) => [noteId, readers]));
}

/** First showings that are looked at before everybody is counted. */
const SAMPLE = 5000;

/** Whether at least so many readers were shown anything within a stretch of time. */
export async function hadReaders(
  { db }: Asks,
  { from, to, least }: { from: Date; to: Date; least: number },
): Promise<boolean> {
  const seen = (limit: RawBuilder<unknown>) => sql<{ readers: number; rows: number }>`
    select count(distinct reader)::int as readers, count(*)::int as rows from (
      select s.reader from signals s
      where s.kind = ${IMPRESSION} and s.at >= ${from} and s.at < ${to}
        and s.day between (${from}::timestamptz at time zone 'UTC')::date - 1
          and (${to}::timestamptz at time zone 'UTC')::date + 1 ${limit}) showing`;
  const some = (await seen(sql`limit ${SAMPLE}`).execute(db)).rows[0]!;
  if (some.readers >= least || some.rows < SAMPLE) return some.readers >= least;
  return (await seen(sql``).execute(db)).rows[0]!.readers >= least;
}

/** The first showing of each note to each reader: the one of the lowest number, which has its source in its last eight bits. */
function firstShowings(which: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select note_id, ${sourceOf(sql`(first & 255)::int`)} as source, count(*)::int as impressions from (
      select s.note_id, s.reader, min(s.seq << 8 | get_byte(s.shape, 0)) as first from signals s
      where ${which} and s.kind = ${IMPRESSION} group by s.note_id, s.reader) shown
    where ${notTheAuthor(sql`shown.note_id`, sql`shown.reader`)}
    group by 1, 2`;
}

function notTheAuthor(note: RawBuilder<unknown>, reader: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql`not exists (select from feed_notes own where own.note_id = ${note} and own.author_id = ${reader})`;
}

function idsOf(spans: readonly Span[]): Id[] {
  return spans.map(({ noteId }) => noteId);
}

function moments(spans: readonly Span[], end: 'from' | 'to'): RawBuilder<unknown> {
  return sql`${spans.map((span) => span[end].toISOString())}::timestamptz[]`;
}
