import { sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { transact, type Tx } from '../../kernel/transaction.ts';

type Asks = Pick<Context, 'db'>;

/** When the ledger began, and up to where it took in the feed's notes. */
export interface Ledger {
  begunAt: Date;
  era: number;
  tx: string;
  seq: string;
}

export async function readLedger({ db }: Asks): Promise<Ledger> {
  const { rows } = await sql<Ledger>`
    select begun_at as "begunAt", era, tx::text as tx, seq from fairness_ledger`.execute(db);
  return rows[0]!;
}

/** The last day that is final; the empty text before there is one. */
export async function lastClosed({ db }: Asks): Promise<string> {
  const { rows } = await sql<{ day: string | null }>`
    select max(day)::text as day from fairness_days where final`.execute(db);
  return rows[0]!.day ?? '';
}

/**
 * Writes into the ledger while nobody else does; waits its turn.
 *
 * @param patient else nothing is done where somebody writes already
 */
export async function writing(
  ctx: Context,
  patient: boolean,
  work: (tx: Tx) => Promise<void>,
): Promise<void> {
  await transact(ctx, async (tx) => {
    const lock = sql`hashtext('fairness')`;
    if (patient) await sql`select pg_advisory_xact_lock(${lock})`.execute(tx.db);
    else {
      const { rows } = await sql<{
        ours: boolean;
      }>`select pg_try_advisory_xact_lock(${lock}) as ours`.execute(tx.db);
      if (!rows[0]!.ours) return;
    }
    await work(tx);
  });
}
