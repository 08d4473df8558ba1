import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { follows, notMuted } from '../graph/index.ts';
import type { Subject } from '../reactions/index.ts';
import { visibleTo } from '../verdicts/index.ts';

type Asks = Pick<Context, 'viewer'>;

/** Limits of a note's words, in graphemes. */
export const TITLE_LENGTH = 60;
export const BODY_LENGTH = 5000;
export const MOST_TOPICS = 20;
export const MOST_DRAFTS = 100;
export const RELATED = 12;
/** How long a deleted note can be brought back. */
export const TRASH_DAYS = 30;

/** Notes deleted before this moment cannot be brought back. */
export function oldestTrash({ now }: Pick<Context, 'now'>): Date {
  return new Date(now().getTime() - TRASH_DAYS * 24 * 3600_000);
}

/** References to the row of a note under the alias `n`, which every query of this domain uses. */
export const N = {
  id: sql.ref('n.id'),
  author: sql.ref('n.author_id'),
  visibility: sql.ref('n.visibility'),
  version: sql.ref('n.version'),
  language: sql.ref('n.language'),
} as const;

/** SQL: the field that a card calls the note `n` by. */
export const CALLED = sql`case when n.title = '' then 'body' else 'title' end`;

/** SQL: the note `n` is there and this viewer may see it. */
export function seenBy({ viewer }: Asks): RawBuilder<SqlBool> {
  const subject = { kind: 'note', id: N.id, owner: N.author, visibility: N.visibility } as const;
  return sql<SqlBool>`n.deleted_at is null and ${visibleTo({ viewer }, subject)}`;
}

/** SQL: the same, and one's own notes in the trash. */
export function seenOrOwn(asks: Asks): RawBuilder<SqlBool> {
  if (asks.viewer.id === null) return seenBy(asks);
  return sql<SqlBool>`(n.author_id = ${asks.viewer.id}::bigint or (${seenBy(asks)}))`;
}

/** SQL: the same for lists, where people one has muted do not appear. */
export function listedFor({ viewer }: Asks): RawBuilder<SqlBool> {
  return sql<SqlBool>`${seenBy({ viewer })} and ${notMuted(viewer, N.author)}`;
}

/** SQL: one row with the note's `owner` when the viewer may see it, else none; what reactions are given to. */
export const noteSubject: Subject = ({ viewer }, { id }) =>
  sql`select n.author_id as owner from notes n where n.id = ${id}::bigint and ${seenBy({ viewer })}`;

/**
 * SQL: the same for taking one's own mark back, which may be done to a note that one may not see any more. Of what it
 * finds, nothing may be told.
 */
export const markedNoteSubject: Subject = (_, { id }) =>
  sql`select n.author_id as owner from notes n where n.id = ${id}::bigint`;

/** SQL: the note that another domain's row points at is there and this viewer may see it. */
export function noteSeen({ viewer }: Asks, note: RawBuilder<unknown>): RawBuilder<SqlBool> {
  return sql<SqlBool>`exists (select from notes n where n.id = ${note} and ${seenBy({ viewer })})`;
}

/** SQL: the viewer follows whoever wrote the note that another domain's row points at. */
export function authorFollowedBy(viewer: Context['viewer'], note: RawBuilder<unknown>): RawBuilder<SqlBool> {
  return sql<SqlBool>`exists (select from notes n where n.id = ${note} and ${follows(viewer, N.author)})`;
}
