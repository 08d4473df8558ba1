import { sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { subscribe, task } from '../../kernel/events.ts';
import type { Id } from '../../kernel/ids.ts';
import { transact } from '../../kernel/transaction.ts';
import { commentRemoved } from '../comments/index.ts';
import { noteErased } from '../notes/index.ts';
import { personErased } from '../people/index.ts';
import { forgetMender } from '../translation/index.ts';
import { WAIT_MS } from './rules.ts';
import { RECONSIDER, reconsider } from './settle.ts';
import { reckon } from './standing.ts';

/** How many suggestions whose day is over are looked at each time. */
const BATCH = 500;

export const tasks = [
  task(RECONSIDER, (ctx, { id }: { id: Id }) => transact(ctx, (tx) => reconsider(tx, id))),
  task('corrections.reckon', async (ctx) => {
    await reckon(ctx);
    await reconsiderOld(ctx);
  }),
];

/** Standing grows with time alone, so every quarter of an hour. */
export const crontab = '*/15 * * * * corrections.reckon';

async function reconsiderOld(ctx: Context): Promise<void> {
  const { rows } = await sql<{ id: Id }>`
    select id from corrections where state in ('open', 'held') and opened_at < ${new Date(ctx.now().getTime() - WAIT_MS)}
    order by opened_at limit ${BATCH}`.execute(ctx.db);
  for (const { id } of rows) await transact(ctx, (tx) => reconsider(tx, id));
}

/** Of words that are gone nothing is kept. */
async function forget({ db }: Pick<Context, 'db'>, { kind, id }: { kind: string; id: Id }): Promise<void> {
  await sql`delete from corrections where kind = ${kind} and text_id = ${id}`.execute(db);
}

/** Of somebody erased what they mended stays, under nobody's name; what still waits is gone, and their votes. */
export const subscriptions = [
  subscribe(noteErased, 'corrections.note-erased', (ctx, { noteId: id }) =>
    forget(ctx, { kind: 'note', id }),
  ),
  subscribe(commentRemoved, 'corrections.comment-removed', (ctx, { commentId: id }) =>
    forget(ctx, { kind: 'comment', id }),
  ),
  subscribe(personErased, 'corrections.erase', (ctx, { personId }) =>
    transact(ctx, async (tx) => {
      const { rows } = await sql<{ kind: string; id: string; field: string }>`
        select distinct kind, text_id as id, field from corrections where giver_id = ${personId}`.execute(
        tx.db,
      );
      await forgetMender(tx, { personId, texts: rows });
      await sql`delete from corrections where about_id = ${personId}
        or (giver_id = ${personId} and state <> 'accepted')`.execute(tx.db);
      await sql`update corrections set giver_id = null where giver_id = ${personId}`.execute(tx.db);
      await sql`update corrections set instead_engine = 'human' where instead_engine = ${personId}`.execute(
        tx.db,
      );
      await sql`delete from correction_votes where person_id = ${personId}`.execute(tx.db);
      await sql`delete from correctors where person_id = ${personId}`.execute(tx.db);
    }),
  ),
];
