import { sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { given, type Id } from '../../kernel/ids.ts';
import { countAbout, countDaily } from '../../kernel/numbers.ts';

/** About how many notes there are, and how many each of the last days brought (UTC, oldest first). */
export async function countNotes(ctx: Pick<Context, 'db' | 'now'>, days: number) {
  const [total, daily] = await Promise.all([
    countAbout(ctx, sql`select from notes where deleted_at is null`),
    countDaily(
      ctx,
      days,
      (from) => sql<{ id: Id }>`select id from notes where id >= ${from}::bigint and deleted_at is null`,
    ),
  ]);
  return { total, days: daily };
}

/** Ids of all notes in their order, for jobs that go through everything. */
export async function noteIdsAfter(
  { db }: Pick<Context, 'db'>,
  { after, limit }: { after: Id; limit: number },
): Promise<Id[]> {
  const rows = await db
    .selectFrom('notes')
    .select('id')
    .where('id', '>', after)
    .where('deleted_at', 'is', null)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map((row) => row.id);
}

/** Every note of these people, whoever may see it. */
export async function noteIdsBy(
  { db }: Pick<Context, 'db'>,
  people: readonly Id[],
): Promise<{ id: Id; authorId: Id }[]> {
  const { rows } = await sql<{ id: Id; authorId: Id }>`
    select id, author_id as "authorId" from notes where author_id = any(${given('bigint', people)}) order by id`.execute(
    db,
  );
  return rows;
}

/** Ids of all notes about these topics, for jobs. */
export async function noteIdsAbout({ db }: Pick<Context, 'db'>, topicIds: readonly string[]): Promise<Id[]> {
  const { rows } = await sql<{ id: Id }>`
    select distinct note_id as id from note_topics where topic_id = any(${given('uuid', topicIds)})`.execute(
    db,
  );
  return rows.map((row) => row.id);
}
