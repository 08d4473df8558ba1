import { sql } from 'kysely';
import { subscribe } from '../../kernel/events.ts';
import { transact } from '../../kernel/transaction.ts';
import { personErased } from '../people/index.ts';
import { dropFollowsOf } from './import.ts';

/** Whom an erased person followed, blocked or muted, and who did so with them. */
const eraseEdges = subscribe(personErased, 'graph.erase', async (ctx, { personId }) => {
  await transact(ctx, async (tx) => {
    await dropFollowsOf(tx, [personId]);
    await sql`delete from blocks where person_id = ${personId} or blocked_id = ${personId}`.execute(tx.db);
    await sql`delete from mutes where person_id = ${personId} or muted_id = ${personId}`.execute(tx.db);
  });
});

export const subscriptions = [eraseEdges];
