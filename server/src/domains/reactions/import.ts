import { sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import type { ReactionKind, ReactionName } from './rules.ts';

export interface ImportedReaction {
  id: Id;
  personId: Id;
  kind: ReactionKind;
  subjectId: Id;
  ownerId: Id;
  name: ReactionName;
  at: Date;
}

/** Inserts likes and saves with their counts in one statement; those that are there already stay. Nobody is told. */
export async function importReactions(
  { db }: Pick<Context, 'db'>,
  reactions: readonly ImportedReaction[],
): Promise<void> {
  await sql`
    with given as (
      select * from json_to_recordset(${JSON.stringify(reactions)}::json) as one (id bigint, "personId" bigint, kind text,
        "subjectId" bigint, "ownerId" bigint, name text, at timestamptz)),
    made as (
      insert into reactions (person_id, kind, subject_id, name, id, created_at)
      select "personId", kind, "subjectId", name, id, at from given on conflict do nothing
      returning person_id, kind, subject_id, name)
    insert into counter_deltas (kind, id, name, delta)
    select kind, subject_id, case name when 'like' then 'likes' else 'saves' end, count(*) from made group by kind, subject_id, name
    union all
    select 'person', given."ownerId", 'likes', count(*) from made
      join given on given."personId" = made.person_id and given.kind = made.kind and given."subjectId" = made.subject_id and given.name = made.name
      where made.name = 'like' group by given."ownerId"`.execute(db);
}
