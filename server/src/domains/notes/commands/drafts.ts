import { sql } from 'kysely';
import { personId, type Context } from '../../../kernel/context.ts';
import { AppError } from '../../../kernel/errors.ts';
import { spend } from '../../../kernel/limits.ts';
import { transact, type Tx } from '../../../kernel/transaction.ts';
import { keepWaiting } from '../../media/index.ts';
import { MOST_DRAFTS } from '../rules.ts';

interface SavedDraft {
  id: string;
  content: Record<string, unknown>;
}

interface DraftRow {
  id: string;
  content: Record<string, unknown>;
  saved_at: Date;
}

/** Saves a draft under an id of its author's making. Throws `draft.too_many`, `draft.not_found` for somebody else's id. */
export async function saveDraft(ctx: Context, { id, content }: SavedDraft) {
  const author = personId(ctx.viewer);
  return transact(ctx, async (tx) => {
    await spend(tx, 'draft');
    const { rows } = await sql<DraftRow & { room: boolean }>`
      with room as (
        select count(*) < ${MOST_DRAFTS} or bool_or(id = ${id}) as room from drafts where author_id = ${author}),
      kept as (
        insert into drafts (id, author_id, content, saved_at)
        select ${id}::uuid, ${author}::bigint, ${JSON.stringify(content)}::jsonb, ${tx.now()}::timestamptz from room where room
        on conflict (id) do update set content = excluded.content, saved_at = excluded.saved_at
          where drafts.author_id = excluded.author_id
        returning id, content, saved_at)
      select room.room, kept.* from room left join kept on true`.execute(tx.db);
    const row = rows[0]!;
    if (!row.room) throw new AppError('draft.too_many');
    if (row.id === null) throw new AppError('draft.not_found');
    await keepWaiting(tx, uuidsIn(content));
    return draftOf(row);
  });
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g;

/** Whatever a draft names that could be a picture. */
function uuidsIn(content: Record<string, unknown>): string[] {
  return [...new Set(JSON.stringify(content).match(UUID))].slice(0, 40);
}

/** One's drafts, newest first. */
export async function listDrafts({ db, viewer }: Context) {
  const rows = await db
    .selectFrom('drafts')
    .select(['id', 'content', 'saved_at'])
    .where('author_id', '=', personId(viewer))
    .orderBy('saved_at', 'desc')
    .orderBy('id', 'desc')
    .limit(MOST_DRAFTS)
    .execute();
  return { items: rows.map((row) => draftOf(row as DraftRow)), cursor: null };
}

/** Throws a draft away. Throws `draft.not_found`. */
export async function removeDraft(ctx: Context, { id }: { id: string }): Promise<void> {
  const removed = await transact(ctx, (tx) => dropDraft(tx, id));
  if (!removed) throw new AppError('draft.not_found');
}

/** The same where it does not matter whether it was there. */
export async function dropDraft(tx: Tx, id: string): Promise<boolean> {
  const { numDeletedRows } = await tx.db
    .deleteFrom('drafts')
    .where('id', '=', id)
    .where('author_id', '=', personId(tx.viewer))
    .executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
}

function draftOf({ id, content, saved_at }: DraftRow) {
  return { id, content, savedAt: saved_at.toISOString() };
}
