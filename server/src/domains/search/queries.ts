import type { Card } from '@jujube/contract';
import { sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { UNNAMED } from '../../kernel/database.ts';
import { given, type Id } from '../../kernel/ids.ts';
import { spend, spendByAddress } from '../../kernel/limits.ts';
import { PAGE } from '../../kernel/paging.ts';
import { notBlocked, notMuted } from '../graph/index.ts';
import { cardsFor } from '../notes/index.ts';
import { suggestPeople } from '../profiles/index.ts';
import { findTopics } from '../topics/index.ts';
import { readSearchCursor, writeSearchCursor, type SearchPlace } from './cursor.ts';
import { queryOf } from './rules.ts';

/** The newest matches are ranked together, so many at a time; older ones come after them. */
const POOL = 1000;
/** A match that is twice as good stands beside one that is so much newer. */
const DOUBLING_SECONDS = 45 * 24 * 3600;
/** PostgreSQL's four weights, D to A: a word in the title counts four times as much. */
const WEIGHTS = sql`'{0, 0, 0.25, 1}'::float4[]`;
const NEWEST = '9223372036854775807';
/** Asked for beside what a page needs, in case some of it may not be seen. */
const SPARE = 8;
/** People and topics on the first page. */
const BESIDE = 5;

interface SearchInput {
  q: string;
  cursor?: string;
  limit?: number;
}

/**
 * Notes that have all of these words, in the author's languages or among the names of their topics; good and new ones
 * first. The first page also has people and topics whose name begins so.
 */
export async function search(ctx: Context, { q, cursor, limit = PAGE }: SearchInput) {
  const place = readSearchCursor(cursor);
  const query = queryOf(q);
  const typed = q.trim() !== '';
  if (typed) await (ctx.viewer.id === null ? spendByAddress(ctx, 'visitor_search') : spend(ctx, 'search'));
  const beside = typed && place === null;
  const [notes, people, topics] = await Promise.all([
    query === null ? { items: [], cursor: null } : findNotes(ctx, { query, place, limit }),
    beside ? suggestPeople(ctx, { q, limit: BESIDE }).then(({ items }) => items) : [],
    beside && query !== null ? findTopics(ctx, { q, limit: BESIDE }) : [],
  ]);
  return { ...notes, people, topics };
}

interface Wanted {
  query: string;
  place: SearchPlace | null;
  limit: number;
}

/** Fills a page: what the reader may not see is skipped, and older matches follow when the newest are through. */
async function findNotes(
  ctx: Context,
  { query, place, limit }: Wanted,
): Promise<{ items: Card[]; cursor: string | null }> {
  const items: Card[] = [];
  let at: SearchPlace | null = place ?? { top: NEWEST, after: null };
  while (items.length < limit && at !== null) {
    const { top }: SearchPlace = at;
    const { matches, more, bottom } = await rankPool(ctx, {
      query,
      place: at,
      limit: limit - items.length + SPARE,
    });
    const cards = await cardsFor(
      ctx,
      matches.map(({ id }) => id),
    );
    let taken = 0;
    while (taken < matches.length && items.length < limit) {
      const card = cards.get(matches[taken]!.id);
      if (card) items.push(card);
      taken += 1;
    }
    const last = matches[taken - 1];
    at = last && (more || taken < matches.length) ? { top, after: last } : olderThan(bottom);
  }
  return { items, cursor: at && writeSearchCursor(at) };
}

interface Pool {
  /** Best first, behind the place asked for. */
  matches: { id: Id; score: number }[];
  more: boolean;
  /** The oldest note of the pool where older ones may match too. */
  bottom: Id | null;
}

/** A part of the newest matches at or below `top`. Scores know no present moment, so that pages keep together. */
async function rankPool(
  { db, viewer }: Context,
  { query, place, limit }: Wanted & { place: SearchPlace },
): Promise<Pool> {
  const { top, after } = place;
  const { rows } = await sql<{ bottom: Id | null; id: Id | null; score: number }>`${sql.raw(UNNAMED)}
    with pool as materialized (
      select d.id, d.owner_id, d.published_at, d.tokens from search_documents d
      where d.kind = 'note' and d.id <= ${top}::bigint and d.tokens @@ ${query}::tsquery
      order by d.id desc limit ${sql.lit(POOL)}),
    scored as (
      select p.id, p.owner_id, ln(greatest(ts_rank(${WEIGHTS}, p.tokens, ${query}::tsquery)::float8, 1e-9)) / ln(2)
        + extract(epoch from p.published_at)::float8 / ${sql.lit(DOUBLING_SECONDS)} as score
      from pool p),
    matches as (
      select s.id, s.score from scored s
      where (${after === null}::boolean or (s.score, s.id) < (${after?.score ?? 0}::float8, ${after?.id ?? 0}::bigint))
        and ${notBlocked(viewer, sql.ref('s.owner_id'))} and ${notMuted(viewer, sql.ref('s.owner_id'))}
      order by s.score desc, s.id desc limit ${limit + 1})
    select whole.bottom, m.id, m.score
    from (select case when count(*) = ${sql.lit(POOL)} then min(id) end as bottom from pool) whole left join matches m on true
    order by m.score desc, m.id desc`.execute(db);
  const found = rows.flatMap(({ id, score }) => (id === null ? [] : [{ id, score }]));
  return { matches: found.slice(0, limit), more: found.length > limit, bottom: rows[0]!.bottom };
}

/** Those of these notes that a query (see `anyWordQuery`) finds, whoever asks. */
export async function notesSaying(
  { db }: Pick<Context, 'db'>,
  { ids, query }: { ids: readonly Id[]; query: string },
): Promise<Set<Id>> {
  if (ids.length === 0) return new Set();
  // Documents first: no index on words is to be asked for notes that are known.
  const { rows } = await sql<{ id: Id }>`
    with documents as materialized (
      select d.id, d.tokens from search_documents d where d.kind = 'note' and d.id = any(${given('bigint', ids)}))
    select id from documents where tokens @@ ${query}::tsquery`.execute(db);
  return new Set(rows.map(({ id }) => id));
}

function olderThan(bottom: Id | null): SearchPlace | null {
  return bottom === null ? null : { top: (BigInt(bottom) - 1n).toString(), after: null };
}
