import { sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { given, type Id } from '../../kernel/ids.ts';
import type { Tx } from '../../kernel/transaction.ts';

export interface ImportedFollow {
  id: Id;
  personId: Id;
  followedId: Id;
  at: Date;
}

/** Inserts follows with their counts in one statement; those that are there already stay. Nobody is told. */
export async function importFollows(
  { db }: Pick<Context, 'db'>,
  follows: readonly ImportedFollow[],
): Promise<void> {
  await sql`
    with made as (
      insert into follows (id, person_id, followed_id, created_at)
      select id, "personId", "followedId", at from json_to_recordset(${JSON.stringify(follows)}::json)
        as one (id bigint, "personId" bigint, "followedId" bigint, at timestamptz)
      on conflict do nothing returning person_id, followed_id)
    insert into counter_deltas (kind, id, name, delta)
    select 'person', person_id, 'following', 1 from made
    union all select 'person', followed_id, 'followers', 1 from made`.execute(db);
}

/** Takes back every follow of people who are about to be removed, so that others' counts stay right. */
export async function dropFollowsOf(tx: Tx, people: readonly Id[]): Promise<void> {
  await sql`
    with gone as (
      delete from follows where followed_id = any(${given('bigint', people)}) or person_id = any(${given('bigint', people)})
      returning person_id, followed_id)
    insert into counter_deltas (kind, id, name, delta)
    select 'person', person_id, 'following', -1 from gone
    union all select 'person', followed_id, 'followers', -1 from gone`.execute(tx.db);
}
