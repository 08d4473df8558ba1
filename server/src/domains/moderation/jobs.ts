import { sql } from 'kysely';
import { subscribe } from '../../kernel/events.ts';
import { personErased } from '../people/index.ts';

/** Of somebody erased, neither what they said nor what was kept of it stays. */
export const subscriptions = [
  subscribe(personErased, 'moderation.erase', async ({ db }, { personId }) => {
    await sql`update reports set reporter_id = null, words = '' where reporter_id = ${personId}`.execute(db);
    await sql`delete from reports where about_id = ${personId}`.execute(db);
  }),
];
