import { sql, type RawBuilder } from 'kysely';
import type { Context } from './context.ts';
import { lowestId, timeOf, type Id } from './ids.ts';

const DAY_MS = 24 * 3600 * 1000;
/** Up to here rows are counted one by one; above, the planner's guess is near enough. */
const EXACT = 50_000;

type Asks = Pick<Context, 'db' | 'now'>;

/** About how many rows a query has: exact while there are few, from the planner's statistics when there are many. */
export async function countAbout({ db }: Pick<Context, 'db'>, query: RawBuilder<unknown>): Promise<number> {
  const plan = await sql<{
    'QUERY PLAN': { Plan: { 'Plan Rows': number } }[];
  }>`explain (format json) ${query}`.execute(db);
  const guess = plan.rows[0]!['QUERY PLAN'][0]!.Plan['Plan Rows'];
  if (guess > EXACT) return guess;
  const { rows } = await sql<{
    count: number;
  }>`select count(*)::int as count from (${query}) counted`.execute(db);
  return rows[0]!.count;
}

/** The last days in UTC, today included, oldest first: `2026-11-21`. */
export function lastDays({ now }: Pick<Context, 'now'>, days: number): string[] {
  const today = now().getTime();
  return Array.from({ length: days }, (_, index) => dayOf(today - (days - 1 - index) * DAY_MS));
}

/**
 * How many rows each of the last days brought (UTC, oldest first), told by their ids.
 *
 * @param query makes a query for the `id`s of a table from the lowest that matters
 */
export async function countDaily(
  ctx: Asks,
  days: number,
  query: (from: Id) => RawBuilder<{ id: Id }>,
): Promise<{ day: string; count: number }[]> {
  const wanted = lastDays(ctx, days);
  const from = Date.parse(`${wanted[0]}T00:00:00Z`);
  const dayLength = BigInt(DAY_MS) << 22n;
  const { rows } = await sql<{ first: Id; count: number }>`
    select min(id) as first, count(*)::int as count from (${query(lowestId(from))}) told
    group by (id - ${lowestId(from)}::bigint) / ${dayLength.toString()}::bigint`.execute(ctx.db);
  const counts = new Map(rows.map(({ first, count }) => [dayOf(timeOf(first)), count]));
  return wanted.map((day) => ({ day, count: counts.get(day) ?? 0 }));
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
