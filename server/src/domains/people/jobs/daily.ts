import { sql } from 'kysely';
import { task } from '../../../kernel/events.ts';
import { eraseClosed } from '../commands/close.ts';

/** Erases accounts closed 30 days ago, and removes sessions and ceremonies that are over. */
export const daily = task('people.daily', async (ctx) => {
  await eraseClosed(ctx);
  await sql`delete from sessions where expires_at < now()`.execute(ctx.db);
  await sql`delete from verifications where expires_at < now()`.execute(ctx.db);
});
