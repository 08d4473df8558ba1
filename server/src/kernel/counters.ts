import { sql, type RawBuilder } from 'kysely';
import type pg from 'pg';
import type { Context } from './context.ts';
import { given, type Id } from './ids.ts';
import type { Tx } from './transaction.ts';

export type CounterKind = 'note' | 'comment' | 'person';

/** Adds to a counter in this transaction; it shows in `countersOf` within two seconds, at once in `exactCounter`. */
export async function count(
  tx: Tx,
  changes: { kind: CounterKind; id: Id; name: string; delta: number }[],
): Promise<void> {
  if (changes.length > 0) await tx.db.insertInto('counter_deltas').values(changes).execute();
}

/** Counters of many things at once: id → name → value. */
export async function countersOf(
  { db }: Pick<Context, 'db'>,
  kind: CounterKind,
  ids: readonly Id[],
): Promise<Map<Id, Record<string, number>>> {
  const found = new Map<Id, Record<string, number>>(ids.map((id) => [id, {}]));
  if (ids.length === 0) return found;
  const { rows } = await sql<{ id: Id; name: string; value: string }>`
    select id, name, value from counters where kind = ${kind} and id = any(${given('bigint', ids)})`.execute(
    db,
  );
  for (const { id, name, value } of rows) found.get(id)![name] = Number(value);
  return found;
}

/** One counter with the deltas that were not rolled up yet. */
export async function exactCounter(
  { db }: Pick<Context, 'db'>,
  { kind, id, name }: { kind: CounterKind; id: Id; name: string },
): Promise<number> {
  const { rows } = await sql<{ value: string }>`
    select coalesce((select value from counters where kind = ${kind} and id = ${id} and name = ${name}), 0)
      + coalesce((select sum(delta) from counter_deltas where kind = ${kind} and id = ${id} and name = ${name}), 0)
      as value`.execute(db);
  return Number(rows[0]!.value);
}

/** SQL: a counter of a row, at most two seconds old, for queries over many rows. */
export function counterValue(kind: CounterKind, id: RawBuilder<unknown>, name: string): RawBuilder<number> {
  return sql<number>`coalesce((select counted.value from counters counted
    where counted.kind = ${sql.lit(kind)} and counted.id = ${id} and counted.name = ${sql.lit(name)}), 0)::int`;
}

/** SQL: a counter of many rows, at most two seconds old, as text: `id value,id value`; those that are 0 may be missing. */
export function counterAmong(
  kind: CounterKind,
  ids: RawBuilder<string[]>,
  name: string,
): RawBuilder<string | null> {
  return sql<
    string | null
  >`(select string_agg(concat_ws(' ', counted.id, counted.value), ',') from counters counted
    where counted.kind = ${sql.lit(kind)} and counted.id = any(${ids}) and counted.name = ${sql.lit(name)})`;
}

/** SQL: a counter with the deltas that were not rolled up yet, as the statement sees them. */
export function exactValue(kind: CounterKind, id: RawBuilder<unknown>, name: string): RawBuilder<number> {
  return sql<number>`(${counterValue(kind, id, name)} + coalesce((select sum(pending.delta) from counter_deltas pending
    where pending.kind = ${sql.lit(kind)} and pending.id = ${id} and pending.name = ${sql.lit(name)}), 0))::int`;
}

const BATCH = 20_000;

/**
 * Moves deltas into counters, exactly once each: they leave one table and enter the other in one statement.
 * Answers how many were moved. Several processes may call it; rows in work elsewhere are skipped.
 */
export async function rollUp(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ moved: string }>({
    name: 'roll_up_counters',
    text: `with gone as (
        delete from counter_deltas where n in (
          select n from counter_deltas order by n limit ${BATCH} for update skip locked)
        returning kind, id, name, delta),
      sums as (select kind, id, name, sum(delta) as delta, count(*) as moved from gone group by kind, id, name),
      written as (
        insert into counters as c (kind, id, name, value)
        select kind, id, name, delta from sums order by kind, id, name
        on conflict (kind, id, name) do update set value = c.value + excluded.value)
      select coalesce(sum(moved), 0) as moved from sums`,
  });
  return Number(rows[0]!.moved);
}
