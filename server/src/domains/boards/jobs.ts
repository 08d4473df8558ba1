import { sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { subscribe } from '../../kernel/events.ts';
import type { Id } from '../../kernel/ids.ts';
import { peopleWhere, personClosed, personErased, personReturned } from '../people/index.ts';

/** Boards go with their owner, and come back with them. */
export const subscriptions = [
  subscribe(personClosed, 'boards.closed', followOwner),
  subscribe(personReturned, 'boards.returned', followOwner),
  subscribe(personErased, 'boards.erase', async ({ db }, { personId }) => {
    await db.deleteFrom('boards').where('owner_id', '=', personId).execute();
  }),
];

/** Asks how things stand now, since jobs may run in another order than what caused them. */
async function followOwner(ctx: Context, { personId }: { personId: Id }): Promise<void> {
  const open = await peopleWhere(ctx, [personId], () => sql`true`);
  await ctx.db
    .updateTable('boards')
    .set({ away: !open.has(personId) })
    .where('owner_id', '=', personId)
    .execute();
}
