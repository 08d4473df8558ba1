import { sql } from 'kysely';
import { personErased } from '../people/index.ts';
import { subscribe, task } from '../../kernel/events.ts';

/** Lists live a day. */
export const pruneLists = task('feed.prune', async ({ db }) => {
  await sql`delete from feed_lists where created_at < now() - interval '24 hours'`.execute(db);
});

/** What an erased person was shown and asked not to see. */
export const subscriptions = [
  subscribe(personErased, 'feed.erase', async ({ db }, { personId }) => {
    await db.deleteFrom('feed_lists').where('viewer_id', '=', personId).execute();
    await db.deleteFrom('note_hides').where('person_id', '=', personId).execute();
  }),
];

export const tasks = [pruneLists];
export const crontab = '17 * * * * feed.prune';
