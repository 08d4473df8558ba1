import { sql, type RawBuilder } from 'kysely';
import { visitor, type Context } from '../../../kernel/context.ts';
import { given, type Id } from '../../../kernel/ids.ts';
import { listedFor, seenBy } from '../rules.ts';

type Asks = Pick<Context, 'db' | 'viewer'>;

/** A public note as the ranking sees it. */
export interface RankingRow {
  id: Id;
  authorId: Id;
  /** Milliseconds since 1970. */
  publishedAt: number;
  language: string;
  channel: string | null;
  topics: string[];
  likes: number;
  saves: number;
  comments: number;
  /** Of its words. */
  version: number;
  /** What it was written from, as a number, while that is known. */
  device: number | null;
  /** Where it is, as its author said; coordinates as 32-bit floats keep them. */
  place: string | null;
  latitude: number | null;
  longitude: number | null;
}

interface Newest {
  limit: number;
  /** Only those published at this moment or later. */
  since?: Date | undefined;
}

/** What everybody may see, newest first, with the figures of the last roll-up. For many thousands at once. */
export async function rankingRows(
  { db }: Pick<Context, 'db'>,
  { limit, since }: Newest,
): Promise<RankingRow[]> {
  return rowsOf(
    db,
    sql`n.published_at >= ${since ?? new Date(0)} and ${PUBLIC} order by n.published_at desc, n.id desc limit ${limit}`,
  );
}

/** The same of those of these notes that everybody may see, in no order. */
export async function rankingRowsOf({ db }: Pick<Context, 'db'>, ids: readonly Id[]): Promise<RankingRow[]> {
  return rowsOf(db, sql`n.id = any(${given('bigint', ids)}) and ${PUBLIC}`);
}

/** The same of all notes in the order of their ids, downward from `before`, for whoever goes through everything. */
export async function rankingRowsBefore(
  { db }: Pick<Context, 'db'>,
  { before, limit }: { before: Id; limit: number },
): Promise<RankingRow[]> {
  return rowsOf(db, sql`n.id < ${before}::bigint and ${PUBLIC} order by n.id desc limit ${limit}`);
}

const PUBLIC = sql`n.visibility = 'public' and ${seenBy({ viewer: visitor([]) })}`;

/** SQL: to about ten metres; what is smaller still, a `real` cannot hold. */
function degrees(name: 'latitude' | 'longitude'): RawBuilder<number> {
  return sql`round((n.place#>>${sql.lit(`{point,${name}}`)})::numeric, 4)::real`;
}

async function rowsOf(db: Context['db'], which: RawBuilder<unknown>): Promise<RankingRow[]> {
  const { rows } = await sql<RankingRow>`
    with newest as materialized (
      select n.id, n.author_id, n.published_at, n.language, n.channel, n.version, n.place from notes n where ${which})
    select n.id, n.version, n.author_id as "authorId", extract(epoch from n.published_at)::float8 * 1000 as "publishedAt", n.language, n.channel,
      array(select t.topic_id::text from note_topics t where t.note_id = n.id) as topics,
      n.place->>'name' as place, ${degrees('latitude')} as latitude, ${degrees('longitude')} as longitude,
      (select device from note_devices d where d.note_id = n.id) as device, coalesce(c.likes, 0)::int as likes,
      coalesce(c.saves, 0)::int as saves, coalesce(c.comments, 0)::int as comments
    from newest n left join lateral (
      select max(value) filter (where name = 'likes') as likes, max(value) filter (where name = 'saves') as saves,
        max(value) filter (where name = 'comments') as comments
      from counters where kind = 'note' and id = n.id) c on true
    order by n.published_at desc, n.id desc`.execute(db);
  return rows;
}

interface Best {
  channel?: string | null | undefined;
  limit: number;
}

/** The newest of so many are looked through for the best. */
const LOOKED_THROUGH = 600;

/** Public notes of these days by what others made of them, older ones counting less: the same list for everybody. */
export async function bestOfDay({ db }: Pick<Context, 'db'>, { channel = null, limit }: Best): Promise<Id[]> {
  const inChannel = channel === null ? sql`true` : sql`n.channel = ${channel}`;
  const { rows } = await sql<{ id: Id }>`
    with newest as materialized (
      select n.id, n.published_at from notes n
      where n.visibility = 'public' and ${inChannel} and ${seenBy({ viewer: visitor([]) })}
      order by n.published_at desc, n.id desc limit ${LOOKED_THROUGH})
    select n.id from newest n left join lateral (
      select sum(value) as acts from counters where kind = 'note' and id = n.id) c on true
    order by ln(2 + coalesce(c.acts, 0)) - extract(epoch from now() - n.published_at) / 86400 desc, n.id desc
    limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}

/** More new notes than this are not told apart. */
const MOST_COUNTED = 200;

/** How many notes in the viewer's lists are newer than a moment. */
export async function countPublicSince(
  ctx: Asks,
  { since, channel }: { since: Date; channel?: string | undefined },
): Promise<number> {
  const inChannel = channel === undefined ? sql`true` : sql`n.channel = ${channel}`;
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from (
      select from notes n where n.visibility = 'public' and n.published_at > ${since} and ${inChannel} and ${listedFor(ctx)}
      limit ${MOST_COUNTED}) newer`.execute(ctx.db);
  return rows[0]!.n;
}
