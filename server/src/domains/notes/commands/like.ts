import type { Context } from '../../../kernel/context.ts';
import { AppError } from '../../../kernel/errors.ts';
import type { Id } from '../../../kernel/ids.ts';
import { transact } from '../../../kernel/transaction.ts';
import { react, takeBack } from '../../reactions/index.ts';
import { noteSubject } from '../rules.ts';

/** Likes a note. Twice is once. Throws `note.not_found`, `limit.too_many`. */
export async function likeNote(ctx: Context, { id }: { id: Id }): Promise<{ liked: boolean; likes: number }> {
  const made = await transact(ctx, (tx) =>
    react(tx, { name: 'like', kind: 'note', id, subject: noteSubject }),
  );
  if (!made) throw new AppError('note.not_found');
  return { liked: true, likes: made.total };
}

/** Takes a like back. */
export async function unlikeNote(
  ctx: Context,
  { id }: { id: Id },
): Promise<{ liked: boolean; likes: number }> {
  const taken = await transact(ctx, (tx) =>
    takeBack(tx, { name: 'like', kind: 'note', id, subject: noteSubject }),
  );
  if (!taken) throw new AppError('note.not_found');
  return { liked: false, likes: taken.total };
}
