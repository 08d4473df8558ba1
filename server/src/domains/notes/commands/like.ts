import type { Context } from '../../../kernel/context.ts';
import { AppError } from '../../../kernel/errors.ts';
import type { Id } from '../../../kernel/ids.ts';
import { transact } from '../../../kernel/transaction.ts';
import { reactTogether, takeBack } from '../../reactions/index.ts';
import { markedNoteSubject, noteSubject } from '../rules.ts';

const likes = reactTogether({ name: 'like', kind: 'note', subject: noteSubject });

/** Likes a note. Twice is once. Throws `note.not_found`, `limit.too_many`. */
export async function likeNote(ctx: Context, { id }: { id: Id }): Promise<{ liked: boolean; likes: number }> {
  const made = await likes.react(ctx, id);
  if (!made) throw new AppError('note.not_found');
  return { liked: true, likes: made.total };
}

/**
 * Takes a like back; twice is once. One's own like goes from a note that one may not see any more too: the answer is then
 * that about a note that never was.
 */
export async function unlikeNote(
  ctx: Context,
  { id }: { id: Id },
): Promise<{ liked: boolean; likes: number }> {
  const taken = await likes.takeBack(ctx, id);
  if (taken) return { liked: false, likes: taken.total };
  await transact(ctx, (tx) => takeBack(tx, { name: 'like', kind: 'note', id, subject: markedNoteSubject }));
  return { liked: false, likes: 0 };
}
