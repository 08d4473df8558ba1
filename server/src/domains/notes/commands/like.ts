import type { Context } from '../../../kernel/context.ts';
import { AppError } from '../../../kernel/errors.ts';
import type { Id } from '../../../kernel/ids.ts';
import { reactTogether } from '../../reactions/index.ts';
import { noteSubject } from '../rules.ts';

const likes = reactTogether({ name: 'like', kind: 'note', subject: noteSubject });

/** Likes a note. Twice is once. Throws `note.not_found`, `limit.too_many`. */
export async function likeNote(ctx: Context, { id }: { id: Id }): Promise<{ liked: boolean; likes: number }> {
  const made = await likes.react(ctx, id);
  if (!made) throw new AppError('note.not_found');
  return { liked: true, likes: made.total };
}

/** Takes a like back. */
export async function unlikeNote(
  ctx: Context,
  { id }: { id: Id },
): Promise<{ liked: boolean; likes: number }> {
  const taken = await likes.takeBack(ctx, id);
  if (!taken) throw new AppError('note.not_found');
  return { liked: false, likes: taken.total };
}
