import { sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import type { Subject } from './rules.ts';

/** The removal of a thing that is in force, everywhere or in a region; null when there is none. */
export async function removalOf(
  { db }: Pick<Context, 'db'>,
  { kind, id }: { kind: Subject['kind']; id: string },
): Promise<{ id: string; rule: string; reason: string | null } | null> {
  const { rows } = await sql<{ id: string; rule: string; reason: string | null }>`
    select id, rule, reason from verdicts where kind = ${kind} and subject_id = ${id} and effect = 'remove'
      and (until is null or until > now()) order by region nulls first limit 1`.execute(db);
  return rows[0] ?? null;
}

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
