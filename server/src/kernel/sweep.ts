import { sql } from 'kysely';
import { task } from './events.ts';

/** Removes what the kernel keeps for a while only: answers to idempotent requests (24 h), buckets that are full again. */
export const sweepKernel = task('kernel.sweep', async ({ db }) => {
  await sql`delete from idempotency where created_at < now() - interval '24 hours'`.execute(db);
  await sql`delete from buckets where filled_at < now() - interval '2 hours'`.execute(db);
});

export const KERNEL_CRONTAB = '23 * * * * kernel.sweep';
