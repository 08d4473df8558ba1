import { subscribe } from '../../kernel/events.ts';
import { transact } from '../../kernel/transaction.ts';
import { eraseVersions } from '../translation/index.ts';
import { personErased } from '../people/index.ts';

export const subscriptions = [
  subscribe(personErased, 'boards.erase', async (ctx, { personId }) => {
    await transact(ctx, async (tx) => {
      const gone = await tx.db
        .deleteFrom('boards')
        .where('owner_id', '=', personId)
        .returning('id')
        .execute();
      await eraseVersions(tx, { kind: 'board', ids: gone.map(({ id }) => id) });
    });
  }),
];
