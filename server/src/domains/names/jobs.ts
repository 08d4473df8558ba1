import { subscribe } from '../../kernel/events.ts';
import { personErased } from '../people/index.ts';

export const subscriptions = [
  subscribe(personErased, 'names.erase', async ({ db }, { personId }) => {
    await db.deleteFrom('name_requests').where('person_id', '=', personId).execute();
    await db
      .deleteFrom('name_proposals')
      .where((expression) =>
        expression.or([expression('person_id', '=', personId), expression('author_id', '=', personId)]),
      )
      .execute();
  }),
];
