import { sql } from 'kysely';
import { visitor, type Context } from '../../kernel/context.ts';
import { task } from '../../kernel/events.ts';
import type { Id } from '../../kernel/ids.ts';
import { transact, type Tx } from '../../kernel/transaction.ts';
import { countTopicNotes } from '../topics/index.ts';
import { seenBy } from './rules.ts';

/** Lets a note's topics count it, or no longer: they count what everybody may see. Running twice counts once. */
export const countTopics = task('notes.count-topics', async (ctx: Context, { noteId }: { noteId: Id }) => {
  await transact(ctx, async (tx) => {
    const { rows } = await sql<Counted>`
      with note as (
        select n.id, (${seenBy({ viewer: visitor([]) })}) as counts from notes n where n.id = ${noteId})
      update note_topics t set counted = note.counts from note
      where t.note_id = note.id and t.counted <> note.counts
      returning t.topic_id, t.counted, t.published_at`.execute(tx.db);
    await countTopicNotes(
      tx,
      rows.map(({ topic_id, counted, published_at }) => ({
        topicId: topic_id,
        delta: counted ? 1 : -1,
        at: published_at,
      })),
    );
  });
});

interface Counted {
  topic_id: string;
  counted: boolean;
  published_at: Date;
}

/** Somebody's notes became invisible together, or visible again: their topics count anew. */
export async function recountTopicsOf(ctx: Context, { personId }: { personId: Id }): Promise<void> {
  await transact(ctx, async (tx) => {
    const { rows } = await sql<{ id: Id }>`select n.id from notes n where n.author_id = ${personId}
      and exists (select from note_topics t where t.note_id = n.id)`.execute(tx.db);
    for (const { id: noteId } of rows) tx.enqueue(countTopics, { noteId });
  });
}

/** Takes a note out of topics that its words no longer name, and puts it into those they name now. */
export async function changeTopics(
  tx: Tx,
  { noteId, topicIds }: { noteId: Id; topicIds: readonly string[] },
): Promise<void> {
  const { rows } = await sql<Counted>`
    with added as (
      insert into note_topics (note_id, topic_id, published_at)
      select n.id, t.id, n.published_at from notes n, unnest(${[...topicIds]}::uuid[]) t(id) where n.id = ${noteId}
      on conflict do nothing)
    delete from note_topics where note_id = ${noteId} and topic_id <> all(${[...topicIds]}::uuid[])
    returning topic_id, counted, published_at`.execute(tx.db);
  const left = rows.filter(({ counted }) => counted);
  await countTopicNotes(
    tx,
    left.map(({ topic_id, published_at }) => ({ topicId: topic_id, delta: -1, at: published_at })),
  );
}

interface Merge {
  fromId: string;
  intoId: string;
}

/** Two topics became one: notes of the first are moved, in batches; soon again, for notes that were just being published. */
export async function moveTopic(ctx: Context, merge: Merge): Promise<void> {
  await moveAll(ctx, merge);
  await transact(ctx, async (tx) =>
    tx.enqueue(moveLateNotes, merge, { runAt: new Date(Date.now() + 60_000) }),
  );
}

export const moveLateNotes = task('notes.move-late', moveAll);

async function moveAll(ctx: Context, merge: Merge): Promise<void> {
  while ((await transact(ctx, (tx) => moveSome(tx, merge))) > 0);
}

const MOVED_AT_ONCE = 500;

async function moveSome(tx: Tx, { fromId, intoId }: Merge): Promise<number> {
  const { rows } = await sql<Counted & { is_new: boolean }>`
    with gone as (
      delete from note_topics where (note_id, topic_id) in (
        select note_id, topic_id from note_topics where topic_id = ${fromId} limit ${MOVED_AT_ONCE} for update skip locked)
      returning note_id, counted, published_at),
    moved as (
      insert into note_topics (note_id, topic_id, published_at, counted)
      select note_id, ${intoId}, published_at, counted from gone on conflict do nothing returning note_id)
    select ${fromId}::text as topic_id, gone.counted, gone.published_at, moved.note_id is not null as is_new
    from gone left join moved on moved.note_id = gone.note_id`.execute(tx.db);
  const counted = rows.filter((row) => row.counted);
  const at = new Date(Math.max(0, ...counted.map((row) => row.published_at.getTime())));
  await countTopicNotes(
    tx,
    [
      { topicId: fromId, delta: -counted.length, at },
      { topicId: intoId, delta: counted.filter((row) => row.is_new).length, at },
    ].filter(({ delta }) => delta !== 0),
  );
  return rows.length;
}
