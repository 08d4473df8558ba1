import { sql } from 'kysely';
import type { Context } from '../../../kernel/context.ts';
import { given, type Id } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/transaction.ts';

/** The people of the demo world. */
export async function demoPeople({ db }: Pick<Context, 'db'>): Promise<Id[]> {
  const rows = await db.selectFrom('people').select('id').where('demo', '=', true).orderBy('id').execute();
  return rows.map(({ id }) => id);
}

/** Removes people of the demo world with all that hangs on their rows; nobody else can be removed so. */
export async function removeDemoPeople(tx: Tx, ids: readonly Id[]): Promise<void> {
  await sql`delete from people where demo and id = any(${given('bigint', ids)})`.execute(tx.db);
}

/** Whether nobody is here yet. */
export async function isEmpty({ db }: Pick<Context, 'db'>): Promise<boolean> {
  const { rows } = await sql`select from people limit 1`.execute(db);
  return rows.length === 0;
}
