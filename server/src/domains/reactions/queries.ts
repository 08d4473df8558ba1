import { sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { idsOf, type Id } from '../../kernel/ids.ts';
import { countAbout } from '../../kernel/numbers.ts';
import { PAGE, pageOf, readCursor } from '../../kernel/paging.ts';
import { statement } from '../../kernel/statement.ts';
import type { ReactionKind, ReactionName } from './rules.ts';

interface Likes {
  personId: Id;
  kind: ReactionKind;
  limit: number;
}

/** Ids of what somebody liked last, newest like first. */
export async function likedIds(ctx: Pick<Context, 'db'>, likes: Likes): Promise<Id[]> {
  const [row] = await readLiked(ctx, likes);
  return idsOf(row?.ids);
}

const readLiked = statement<Likes, { ids: string }>({
  shape: () => '',
  build: (_, hole) => sql`select array_to_string(array(select subject_id from reactions
    where person_id = ${hole('personId')}::bigint and name = 'like' and kind = ${hole('kind')}
    order by reactions.id desc limit ${hole('limit')}::int), ',') as ids`,
  values: (input) => ({ ...input }),
});

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
