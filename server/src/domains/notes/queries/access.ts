import { sql } from 'kysely';
import type { Context } from '../../../kernel/context.ts';
import { AppError } from '../../../kernel/errors.ts';
import { given, type Id } from '../../../kernel/ids.ts';
import { seenBy, seenOrOwn } from '../rules.ts';

type Asks = Pick<Context, 'db' | 'viewer'>;

/** What other domains need to know of a note they act on. */
export interface VisibleNote {
  id: Id;
  authorId: Id;
  visibility: 'public' | 'followers' | 'mutuals' | 'me';
  publishedAt: Date;
}

/** Those of these notes that the viewer may see, by id. */
export async function visibleNotes(ctx: Asks, ids: readonly Id[]): Promise<Map<Id, VisibleNote>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<VisibleNote>`
    select n.id, n.author_id as "authorId", n.visibility, n.published_at as "publishedAt"
    from notes n where n.id = any(${given('bigint', ids)}) and ${seenBy(ctx)}`.execute(ctx.db);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Those of these notes that everybody may read. */
export async function openNotes({ db }: Pick<Context, 'db'>, ids: readonly Id[]): Promise<Set<Id>> {
  if (ids.length === 0) return new Set();
  const { rows } = await sql<{ id: Id }>`
    select n.id from notes n where n.id = any(${given('bigint', ids)}) and n.deleted_at is null
      and n.visibility = 'public'`.execute(db);
  return new Set(rows.map(({ id }) => id));
}

/** A note that the viewer may see. Throws `note.not_found`. */
export async function requireVisibleNote(ctx: Asks, id: Id): Promise<VisibleNote> {
  const note = (await visibleNotes(ctx, [id])).get(id);
  if (!note) throw new AppError('note.not_found');
  return note;
}

/** Whether the viewer may fetch a note's pictures; its author may from the trash too. */
export async function maySeeNote(ctx: Asks, id: Id): Promise<boolean> {
  const { rows } = await sql`select from notes n where n.id = ${id} and ${seenOrOwn(ctx)}`.execute(ctx.db);
  return rows.length > 0;
}
