import type { Note } from '@jujube/contract';
import { sql } from 'kysely';
import { personId, type Context } from '../../../kernel/context.ts';
import { AppError } from '../../../kernel/errors.ts';
import { given, type Id } from '../../../kernel/ids.ts';
import { transact, type Tx } from '../../../kernel/transaction.ts';
import { releaseMedia, setMediaOpen } from '../../media/index.ts';
import { forgetReactions } from '../../reactions/index.ts';
import { eraseVersions } from '../../translation/index.ts';
import { noteDeleted, noteErased, noteRestored } from '../events.ts';
import { readNote } from '../queries/note.ts';
import { ownNote } from '../queries/own.ts';
import { oldestTrash } from '../rules.ts';
import { countTopics } from '../topic-counts.ts';
import { countNote } from './edit.ts';

/** Puts one's own note into the trash, from where it can be brought back for 30 days; its pictures are closed at once. */
export async function removeNote(ctx: Context, { id }: { id: Id }): Promise<void> {
  await transact(ctx, async (tx) => {
    const { author_id: authorId, visibility } = await ownNote(tx, id);
    await tx.db.updateTable('notes').set({ deleted_at: tx.now() }).where('id', '=', id).execute();
    await setMediaOpen(tx, { kind: 'note', id, open: false });
    await countNote(tx, { authorId, from: visibility, to: null });
    tx.enqueue(countTopics, { noteId: id });
    tx.emit(noteDeleted, { noteId: id, authorId });
  });
}

/** Brings one's own deleted note back. Throws `note.not_found` when it is not in the trash any more. */
export async function restoreNote(ctx: Context, { id }: { id: Id }): Promise<Note> {
  const authorId = personId(ctx.viewer);
  await transact(ctx, async (tx) => {
    const { rows } = await sql<{ visibility: string }>`
      update notes set deleted_at = null
      where id = ${id} and author_id = ${authorId} and deleted_at > ${oldestTrash(tx)} returning visibility`.execute(
      tx.db,
    );
    if (!rows[0]) throw new AppError('note.not_found');
    const { visibility } = rows[0];
    await setMediaOpen(tx, { kind: 'note', id, open: visibility === 'public' });
    await countNote(tx, { authorId, from: null, to: visibility });
    tx.enqueue(countTopics, { noteId: id });
    tx.emit(noteRestored, { noteId: id, authorId });
  });
  return readNote(ctx, { id });
}

const AT_ONCE = 100;

/** Erases notes whose 30 days are over. */
export async function eraseTrash(ctx: Context): Promise<void> {
  const before = oldestTrash(ctx);
  await eraseWhile(ctx, (tx) =>
    sql`select id, author_id from notes where deleted_at <= ${before}
    order by deleted_at limit ${AT_ONCE} for update skip locked`.execute(tx.db),
  );
}

/** Erases everything a person published. */
export async function eraseNotesOf(ctx: Context, { personId: author }: { personId: Id }): Promise<void> {
  await eraseWhile(ctx, (tx) =>
    sql`select id, author_id from notes where author_id = ${author}
    order by id limit ${AT_ONCE} for update`.execute(tx.db),
  );
}

/** Erases these notes, whoever wrote them. */
export async function eraseNotes(ctx: Context, ids: readonly Id[]): Promise<void> {
  await eraseWhile(ctx, (tx) =>
    sql`select id, author_id from notes where id = any(${given('bigint', ids)})
    order by id limit ${AT_ONCE} for update`.execute(tx.db),
  );
}

async function eraseWhile(ctx: Context, find: (tx: Tx) => Promise<{ rows: unknown[] }>): Promise<void> {
  let found: number;
  do {
    found = await transact(ctx, async (tx) => {
      const { rows } = (await find(tx)) as { rows: { id: Id; author_id: Id }[] };
      await erase(tx, rows);
      return rows.length;
    });
  } while (found > 0);
}

/** Nothing of these notes is left: words, versions, reactions, pictures; comments and the like go with the row. */
async function erase(tx: Tx, notes: readonly { id: Id; author_id: Id }[]): Promise<void> {
  if (notes.length === 0) return;
  const ids = notes.map(({ id }) => id);
  const { rows } = await sql<{ media_id: string }>`
    delete from note_media where note_id = any(${given('bigint', ids)}) returning media_id`.execute(tx.db);
  await eraseVersions(tx, { kind: 'note', ids });
  await forgetReactions(tx, 'note', ids);
  await sql`delete from notes where id = any(${given('bigint', ids)})`.execute(tx.db);
  await releaseMedia(
    tx,
    rows.map((row) => row.media_id),
  );
  for (const { id, author_id } of notes) tx.emit(noteErased, { noteId: id, authorId: author_id });
}
