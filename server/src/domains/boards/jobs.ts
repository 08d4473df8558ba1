import { subscribe } from '../../kernel/events.ts';
import { personErased } from '../people/index.ts';

export const subscriptions = [
  subscribe(personErased, 'boards.erase', async ({ db }, { personId }) => {
    await db.deleteFrom('boards').where('owner_id', '=', personId).execute();
  }),
];
