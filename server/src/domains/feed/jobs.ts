import { join } from 'node:path';
import { sql } from 'kysely';
import { personErased } from '../people/index.ts';
import { subscribe, task } from '../../kernel/events.ts';
import { keptPlace } from './engine/kept-place.ts';
import { dropDays, eraseSignalsOf, forgetOrigins, indexOldDays, makeDays } from './signals/days.ts';
import { subscriptions as ofWishes } from './wishes/index.ts';

/** Lists live a day. */
export const pruneLists = task('feed.prune', async ({ db }) => {
  await sql`delete from feed_lists where created_at < now() - interval '24 hours'`.execute(db);
  await sql`delete from feed_forgotten where at < now() - interval '30 days'`.execute(db);
});

/** Tables of the log for the days that come; days that were learnt go, and what of others is not to be known any more. */
export const keepDays = task('feed.days', async (ctx) => {
  await makeDays(ctx);
  await dropDays(ctx, await keptPlace(join(ctx.config.dataDir, 'feed')));
  await forgetOrigins(ctx);
  await indexOldDays(ctx);
});

/** What an erased person was shown, did with it, asked not to see, and wrote. */
export const subscriptions = [
  subscribe(personErased, 'feed.erase', async ({ db }, { personId }) => {
    await db.deleteFrom('feed_lists').where('viewer_id', '=', personId).execute();
    await eraseSignalsOf({ db }, personId);
    await db.deleteFrom('note_hides').where('person_id', '=', personId).execute();
    await db.deleteFrom('feed_notes').where('author_id', '=', personId).execute();
    await sql`insert into feed_forgotten (reader) values (${personId}) on conflict (reader) do update set at = now()`.execute(
      db,
    );
  }),
  ...ofWishes,
];

export const tasks = [pruneLists, keepDays];
export const crontab = '17 * * * * feed.prune\n29 * * * * feed.days';
