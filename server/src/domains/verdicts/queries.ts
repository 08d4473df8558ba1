import { sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import type { Subject } from './rules.ts';

/** What of a kind was removed everywhere and without an end before a moment, and still is. */
export async function takenDownBefore(
  { db }: Pick<Context, 'db'>,
  kind: Subject['kind'],
  moment: Date,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select subject_id as id from verdicts
    where kind = ${kind} and effect = 'remove' and region is null and until is null and created_at < ${moment}`.execute(
    db,
  );
  return rows.map(({ id }) => id);
}
