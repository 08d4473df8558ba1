import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { FairnessDay } from '@jujube/contract';
import type { Context } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import type { Tx } from '../../kernel/transaction.ts';
import { PROMISE_HOURS, shownOn } from '../feed/index.ts';
import { takeIn } from './arrive.ts';
import { addDays, dayOf, daysBetween, firstDay, isOver } from './calendar.ts';
import { makeDay } from './day.ts';
import { digestOf } from './figures.ts';
import { lastClosed, readLedger, writing } from './ledger.ts';
import { settle } from './settle.ts';
import { noteWeights, readWeights } from './weights.ts';

/** An old place brings all its notes at once: they are taken in over some minutes. */
const MOST_BATCHES = 40;

/**
 * Keeps the ledger: takes in what came, says how guarantees ended, closes days that are over. By the clock; what somebody else
 * is doing meanwhile is left to them.
 */
export async function keepLedger(ctx: Context): Promise<void> {
  for (let batch = 0; batch < MOST_BATCHES; batch += 1) {
    let more = false;
    await writing(ctx, false, async (tx) => {
      await noteWeights(tx);
      more = await takeIn(tx);
    });
    await writing(ctx, false, async (tx) => {
      more = (await settle(tx)) || more;
    });
    if (!more) break;
  }
  for (const day of await openDays(ctx)) if (day.final) await makeAndKeep(ctx, day);
  await forgetDevices(ctx);
}

/** What notes were written from says nothing any more, once the hours are over in which their limit holds. */
async function forgetDevices({ db, now }: Context): Promise<void> {
  const past = new Date(now().getTime() - 2 * PROMISE_HOURS * 3_600_000);
  await sql`update fairness_notes set device = null where device is not null and published_at < ${past}`.execute(
    db,
  );
}

/** Makes the open days anew, for who asks to see them; unless that was done since `olderThan`. */
export async function refreshDays(ctx: Context, olderThan: Date): Promise<void> {
  let isFresh = false;
  await writing(ctx, true, async (tx) => {
    const { rows } = await sql<{ fresh: boolean }>`
      select max(made_at) >= ${olderThan} as fresh from fairness_days where day = ${dayOf(tx.now())}::date`.execute(
      tx.db,
    );
    isFresh = rows[0]?.fresh ?? false;
    if (isFresh) return;
    await noteWeights(tx);
    await takeIn(tx);
  });
  if (isFresh) return;
  await writing(ctx, true, async (tx) => void (await settle(tx)));
  const days = await openDays(ctx);
  for (const day of days) if (day.final) await makeAndKeep(ctx, day);
  // Today's first: it says to others that all of this is being done.
  for (const day of days.toReversed()) if (!day.final) await makeAndKeep(ctx, day);
}

interface OpenDay {
  day: string;
  /** It is over, and can be closed. */
  final: boolean;
}

/** Days that are not closed, oldest first. */
async function openDays(ctx: Pick<Context, 'db' | 'now'>): Promise<OpenDay[]> {
  const [{ begunAt }, closed] = await Promise.all([readLedger(ctx), lastClosed(ctx)]);
  const now = ctx.now();
  const from = closed === '' ? firstDay(begunAt) : addDays(closed, 1);
  return daysBetween(from, dayOf(now)).map((day) => ({ day, final: isOver(day, { begunAt, now }) }));
}

/**
 * A transaction for each day, which writes only when all is read: the feed learns nothing that was written after the oldest
 * transaction that writes, so none may take long.
 */
async function makeAndKeep(ctx: Context, { day, final }: OpenDay): Promise<void> {
  const key = await keyOf(ctx, day);
  await writing(ctx, true, async (tx) => {
    await sql`set local work_mem = ${sql.lit(MEMORY)}`.execute(tx.db);
    if (day <= (await lastClosed(tx))) return;
    const file = await makeDay(tx, { day, final, key, weights: await readWeights(tx) });
    if (final) await keepReach(tx, day);
    await keepDay(tx, file);
    if (final) await sql`delete from fairness_keys where day = ${day}::date`.execute(tx.db);
  });
}

/** Of a day with many readers, each note's are sorted out in memory. */
const MEMORY = '96MB';

async function keyOf({ db }: Pick<Context, 'db'>, day: string): Promise<Buffer> {
  await sql`insert into fairness_keys (day, key) values (${day}::date, ${randomBytes(32)})
    on conflict do nothing`.execute(db);
  const { rows } = await sql<{ key: Buffer }>`select key from fairness_keys where day = ${day}::date`.execute(
    db,
  );
  return rows[0]?.key ?? randomBytes(32);
}

async function keepDay({ db }: Tx, file: FairnessDay): Promise<void> {
  const { day, final, madeAt } = file;
  await sql`
    insert into fairness_days (day, final, made_at, file, digest)
    values (${day}::date, ${final}, ${madeAt}, ${JSON.stringify(file)}, ${JSON.stringify(digestOf(file))})
    on conflict (day) do update set final = excluded.final, made_at = excluded.made_at, file = excluded.file,
      digest = excluded.digest
    where not fairness_days.final`.execute(db);
}

/** Keeps what authors see of the day, for when its raw signals are gone. */
async function keepReach({ db }: Tx, day: string): Promise<void> {
  await sql`
    insert into note_reach (note_id, day, source, impressions)
    select seen.note_id, ${day}::date, seen.source, seen.impressions from ${shownOn(day)} seen
    on conflict do nothing`.execute(db);
}

/** Of notes that are gone for good, and of people who are; closed pages name nobody, and stay. */
export async function forget(
  { db }: Pick<Context, 'db'>,
  { noteId = null, authorId = null }: { noteId?: Id | null; authorId?: Id | null },
): Promise<void> {
  await sql`
    with gone as (delete from fairness_notes where note_id = ${noteId} or author_id = ${authorId} returning note_id)
    delete from note_reach where note_id = ${noteId} or note_id in (select note_id from gone)`.execute(db);
}
