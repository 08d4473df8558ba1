import { sql } from 'kysely';
import type { Context } from '../../../kernel/context.ts';
import type { Id } from '../../../kernel/ids.ts';
import { transact } from '../../../kernel/transaction.ts';
import type { Place } from '../engine/memory.ts';

// The log lies in a table for each day on which lists were made, so that old days go as a whole.

const DAY_MS = 24 * 3600_000;
/** Signals about lists of yesterday still come; and a server may be off for a week. */
const AROUND = { before: 1, after: 7 };
/** What an act came from is kept for rings only, and no longer than this, whatever is kept of the log. */
const ORIGIN_DAYS = 90;

/** Makes the tables of the days around now that are not there yet. */
export async function makeDays({ db, now }: Pick<Context, 'db' | 'now'>): Promise<void> {
  const at = (days: number) => dayAt(now(), days);
  await sql`select signals_day(day::date)
    from generate_series(${at(-AROUND.before)}::date, ${at(AROUND.after)}::date, interval '1 day') day`.execute(
    db,
  );
}

/**
 * Drops days of which raw signals are kept no more, once all that stands in them was learnt: `learnt` is the place of a
 * snapshot that will last, null where there is none.
 */
export async function dropDays(ctx: Context, learnt: Place | null): Promise<void> {
  if (learnt === null) return;
  for (const table of await daysBefore(ctx, ctx.config.signalDays)) {
    const { rows } = await sql`select from ${sql.table(table)}
      where (era, tx, seq) > (${learnt.era}::smallint, ${learnt.tx}::xid8, ${learnt.seq}::bigint) limit 1`.execute(
      ctx.db,
    );
    if (rows.length === 0) await drop(ctx, table);
  }
}

/** Takes networks and devices out of days that are kept for longer than rings are looked for, and devices out of notes. */
export async function forgetOrigins(ctx: Pick<Context, 'db' | 'now' | 'config'>): Promise<void> {
  for (const table of await daysBefore(ctx, ORIGIN_DAYS))
    await sql`update ${sql.table(table)} set network = null, device = null
      where network is not null or device is not null`.execute(ctx.db);
  const days = Math.min(ORIGIN_DAYS, ctx.config.signalDays);
  await sql`update feed_notes set device = null
    where device is not null and at < ${dayAt(ctx.now(), -days)}::date`.execute(ctx.db);
}

/**
 * Days to which nothing comes any more are indexed by reader, so that whoever leaves is found in them at once. Days that are
 * written to are not: every signal would cost more, for what is asked when somebody leaves.
 */
export async function indexOldDays(ctx: Pick<Context, 'db' | 'now'>): Promise<void> {
  const bare = await daysWithoutReaders(ctx);
  for (const table of (await daysBefore(ctx, WRITTEN_DAYS)).filter((name) => bare.has(name))) {
    const index = sql.id(`${table}_reader`);
    // One that was begun and not ended is there, and of no use.
    await sql`drop index concurrently if exists ${index}`.execute(ctx.db);
    await sql`create index concurrently ${index} on ${sql.table(table)} (reader)`.execute(ctx.db);
  }
}

/** Signals come to the day of their list, which is good for a day. */
const WRITTEN_DAYS = 2;

async function daysWithoutReaders({ db }: Pick<Context, 'db'>): Promise<Set<string>> {
  const { rows } = await sql<{ table: string }>`
    select c.relname as table from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'signals'::regclass and not exists (
      select from pg_index x join pg_class name on name.oid = x.indexrelid
      where x.indrelid = c.oid and x.indisvalid and name.relname = c.relname || '_reader')`.execute(db);
  return new Set(rows.map(({ table }) => table));
}

/** Removes what a person did, day by day, by an index in all but the last days; a handler may run twice. */
export async function eraseSignalsOf({ db }: Pick<Context, 'db'>, person: Id): Promise<void> {
  for (const { table } of await allDays({ db }))
    await sql`delete from ${sql.table(table)} where reader = ${person}`.execute(db);
}

/** Whoever appends meanwhile would wait, so this gives up soon; the job comes again. */
const LOCK_MS = 2000;

async function drop(ctx: Context, table: string): Promise<void> {
  await transact(ctx, async (tx) => {
    await sql`set local lock_timeout = ${sql.lit(LOCK_MS)}`.execute(tx.db);
    await sql`drop table if exists ${sql.table(table)}`.execute(tx.db);
  });
}

async function daysBefore({ db, now }: Pick<Context, 'db' | 'now'>, days: number): Promise<string[]> {
  const oldest = dayAt(now(), -days).replaceAll('-', '');
  return (await allDays({ db })).filter(({ day }) => day < oldest).map(({ table }) => table);
}

/** Oldest first. */
async function allDays({ db }: Pick<Context, 'db'>): Promise<{ table: string; day: string }[]> {
  const { rows } = await sql<{
    table: string;
  }>`select c.relname as table from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'signals'::regclass order by c.relname`.execute(db);
  return rows.map(({ table }) => ({ table, day: table.slice('signals_'.length) }));
}

function dayAt(now: Date, days: number): string {
  return new Date(now.getTime() + days * DAY_MS).toISOString().slice(0, 10);
}
