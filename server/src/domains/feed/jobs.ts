import { sql } from 'kysely';
import { task } from '../../kernel/events.ts';

/** Lists live a day. */
export const pruneLists = task('feed.prune', async ({ db }) => {
  await sql`delete from feed_lists where created_at < now() - interval '24 hours'`.execute(db);
});

export const tasks = [pruneLists];
export const crontab = '17 * * * * feed.prune';
