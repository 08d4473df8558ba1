import { sql } from 'kysely';
import { personId, type Context } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { tellOf } from './listening.ts';
import { readUnread } from './queries.ts';
import { GROUPED, kindsOf, type InboxKind, type NoticeKind } from './rules.ts';

export interface Act {
  /** Whose inbox. */
  personId: Id;
  kind: NoticeKind;
  actorId: Id;
  /** Names the act for ever: the same act again has no effect. */
  act: string;
  noteId?: Id | null;
  commentId?: Id | null;
}

/**
 * Writes an act into somebody's inbox: a line of its own, or one more person on an unread line of the same kind about the
 * same thing. One statement an act; running it twice has one effect. Nobody hears of their own acts, nor of things that were
 * erased meanwhile.
 */
export async function notify(ctx: Context, acts: readonly Act[]): Promise<void> {
  for (const act of acts) {
    if (act.personId !== act.actorId) await writeAct(ctx, act).catch(unlessErased);
  }
}

/** PostgreSQL: the note, comment or person a row points to is not there. */
const FOREIGN_KEY_VIOLATION = '23503';

function unlessErased(error: unknown): void {
  if ((error as { code?: string }).code !== FOREIGN_KEY_VIOLATION) throw error;
}

/** Marks lines as read up to a moment. */
export async function markRead(ctx: Context, { kind, until }: { kind?: InboxKind; until?: string }) {
  const person = personId(ctx.viewer);
  await ctx.db
    .updateTable('notices')
    .set({ read_at: ctx.now() })
    .where('person_id', '=', person)
    .where('read_at', 'is', null)
    .where((expression) => expression('kind', '=', sql<string>`any(${kindsOf(kind)}::text[])`))
    .where('at', '<=', until ? new Date(until) : ctx.now())
    .execute();
  await sql`select ${tellOf(person)}`.execute(ctx.db);
  return readUnread(ctx);
}

async function writeAct(
  ctx: Context,
  { personId: person, kind, actorId, act, noteId = null, commentId = null }: Act,
): Promise<void> {
  const grouping = GROUPED.has(kind)
    ? sql`on conflict (person_id, kind, note_id, comment_id) where read_at is null and kind in ('like', 'save', 'comment_like')
        do update set at = excluded.at`
    : sql``;
  await sql`
    with line as (
      insert into notices (id, person_id, kind, note_id, comment_id)
      select ${ctx.ids.next(person)}::bigint, ${person}::bigint, ${kind}, ${noteId}::bigint, ${commentId}::bigint
      where not exists (select from notice_acts where person_id = ${person}::bigint and act = ${act})
      ${grouping} returning id)
    insert into notice_acts (person_id, act, actor_id, notice_id)
    select ${person}::bigint, ${act}, ${actorId}::bigint, line.id from line on conflict do nothing
    returning ${tellOf(person)}`.execute(ctx.db);
}
