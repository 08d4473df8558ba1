import { sql } from 'kysely';
import type { FairnessDay } from '@jujube/contract';
import type { Context } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import type { Tx } from '../../kernel/transaction.ts';
import { shownOn } from '../feed/index.ts';
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
      more = [await takeIn(tx), await settle(tx)].includes(true);
    });
    if (!more) break;
  }
  await writing(ctx, false, (tx) => makeDays(tx, 'over'));
}

/** Makes the open days anew, for who asks to see them; unless that was done since `olderThan`. */
export async function refreshDays(ctx: Context, olderThan: Date): Promise<void> {
  await writing(ctx, true, async (tx) => {
    const { rows } = await sql<{ fresh: boolean }>`
      select max(made_at) >= ${olderThan} as fresh from fairness_days where day = ${dayOf(tx.now())}::date`.execute(
      tx.db,
    );
    if (rows[0]?.fresh) return;
    await noteWeights(tx);
    await takeIn(tx);
    await settle(tx);
    await makeDays(tx, 'all');
  });
}

async function makeDays(tx: Tx, which: 'all' | 'over'): Promise<void> {
  const [{ begunAt }, closed, weights] = [await readLedger(tx), await lastClosed(tx), await readWeights(tx)];
  const from = closed === '' ? firstDay(begunAt) : addDays(closed, 1);
  for (const day of daysBetween(from, dayOf(tx.now()))) {
    const final = isOver(day, { begunAt, now: tx.now() });
    if (which === 'over' && !final) return;
    const file = await makeDay(tx, { day, final, weights });
    await keepDay(tx, file);
    if (final) await closeDay(tx, day);
  }
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

/** Keeps what authors see of the day, and forgets by which key its pseudonyms were made. */
async function closeDay({ db }: Tx, day: string): Promise<void> {
  await sql`
    insert into note_reach (note_id, day, source, impressions)
    select seen.note_id, ${day}::date, seen.source, seen.impressions from ${shownOn(day)} seen
    on conflict do nothing`.execute(db);
  await sql`delete from fairness_keys where day = ${day}::date`.execute(db);
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
