import { sql } from 'kysely';
import { personId, type Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { transact } from '../../kernel/transaction.ts';
import { audit } from '../community/index.ts';
import { demoRemovalAsked } from './events.ts';

/** Runs a job again from its first attempt on, now. Throws `job.not_found`, also while it runs. */
export async function runJob(ctx: Context, { id }: { id: string }): Promise<void> {
  await transact(ctx, async (tx) => {
    const { rows } = await sql<{ task: string }>`
      select t.identifier as task
      from graphile_worker.reschedule_jobs(array[${id}::bigint], run_at := now(), attempts := 0) j
      join graphile_worker._private_tasks t on t.id = j.task_id`.execute(tx.db);
    if (!rows[0]) throw new AppError('job.not_found');
    await audit(tx, { action: 'job.run', subject: id, detail: { task: rows[0].task } });
  });
}

/** Asks for the demo world to be taken away; a job does it. */
export async function removeDemo(ctx: Context): Promise<void> {
  await transact(ctx, async (tx) => {
    await audit(tx, { action: 'demo.removed' });
    tx.emit(demoRemovalAsked, { personId: personId(tx.viewer) });
  });
}
