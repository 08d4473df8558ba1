import { sql, type RawBuilder } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { countAbout } from '../../kernel/numbers.ts';
import { PAGE, pageOf, readCursor } from '../../kernel/paging.ts';
import type { ReactionKind, ReactionName } from './rules.ts';

/** SQL: ids of what somebody liked last, newest like first, as one text. */
export function likedOf(
  person: RawBuilder<unknown>,
  { kind, limit }: { kind: ReactionKind; limit: number },
): RawBuilder<string> {
  return sql<string>`array_to_string(array(select subject_id from reactions
    where person_id = ${person} and name = 'like' and kind = ${sql.lit(kind)}
    order by reactions.id desc limit ${sql.lit(limit)}), ',')`;
}

interface PageOfReactions {
  personId: Id;
  name: ReactionName;
  kind: ReactionKind;
  cursor?: string | undefined;
  limit?: number | undefined;
}

/** A page of what somebody liked or saved, newest first: ids, and the cursor of the next page. */
export async function reactionPage(
  { db }: Pick<Context, 'db'>,
  { personId, name, kind, cursor, limit = PAGE }: PageOfReactions,
): Promise<{ ids: Id[]; cursor: string | null }> {
  const after = readCursor(cursor)?.id ?? null;
  const { rows } = await sql<{ id: Id; reaction: Id; created_at: Date }>`
    select subject_id as id, r.id as reaction, created_at from reactions r
    where person_id = ${personId} and name = ${name} and kind = ${kind} and (${after}::bigint is null or r.id < ${after}::bigint)
    order by r.id desc limit ${limit + 1}`.execute(db);
  const page = pageOf(rows, limit, (row) => ({ time: row.created_at, id: row.reaction }));
  return { ids: page.rows.map((row) => row.id), cursor: page.cursor };
}

/** About how many likes or saves there are. */
export async function countReactions({ db }: Pick<Context, 'db'>, name: ReactionName): Promise<number> {
  return countAbout({ db }, sql`select from reactions where name = ${sql.lit(name)}`);
}
