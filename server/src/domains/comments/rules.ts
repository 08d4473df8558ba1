import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Viewer } from '../../kernel/context.ts';

/** Most graphemes of a comment. */
export const MOST_GRAPHEMES = 1000;
/** How long its author may change a comment. */
export const EDITABLE_MS = 15 * 60 * 1000;
/** Replies that come with their thread; the rest is folded. */
export const FIRST_REPLIES = 2;

/** Until when a comment can be changed by its author; null when that is over. */
export function editableUntil(createdAt: Date, now: Date): Date | null {
  const until = new Date(createdAt.getTime() + EDITABLE_MS);
  return until > now ? until : null;
}

type Ref = RawBuilder<unknown>;

/** SQL: the viewer said something under a note that still stands there; `since` is the lowest id that is looked at. */
export function commentedBy(
  { id }: Pick<Viewer, 'id'>,
  { note, since }: { note: Ref; since: Ref },
): RawBuilder<SqlBool> {
  if (id === null) return sql<SqlBool>`false`;
  return sql<SqlBool>`exists (select from comments c where c.author_id = ${id}::bigint and c.id >= ${since}
    and c.note_id = ${note} and c.removed_at is null)`;
}
