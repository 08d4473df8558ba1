import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import type { Id } from '../../kernel/ids.ts';
import { requireVisibleNote } from '../notes/index.ts';
import { askTranslation, lockTranslation, translationOf, type Translated } from '../translation/index.ts';
import { requireComment, type CommentRow } from './queries.ts';

/** A comment in other languages. Throws `comment.not_found`, `note.not_found`. */
export async function readCommentTranslation(ctx: Context, { id }: { id: Id }): Promise<Translated> {
  await requireSeen(ctx, id);
  return translationOf(ctx, textsOf(id));
}

/** Has it translated before others. Throws the same, and `limit.too_many`. */
export async function askCommentTranslation(ctx: Context, { id }: { id: Id }): Promise<Translated> {
  await requireSeen(ctx, id);
  return askTranslation(ctx, textsOf(id));
}

interface Locking {
  id: Id;
  language: string;
}

/** Keeps one's own comment in a language as it is. Throws `comment.not_found`, `access.denied`. */
export async function lockCommentTranslation(ctx: Context, { id, language }: Locking): Promise<Translated> {
  await requireOwn(ctx, id);
  return lockTranslation(ctx, { texts: textsOf(id), language, locked: true });
}

/** The other way. Throws the same. */
export async function unlockCommentTranslation(ctx: Context, { id, language }: Locking): Promise<Translated> {
  await requireOwn(ctx, id);
  return lockTranslation(ctx, { texts: textsOf(id), language, locked: false });
}

async function requireSeen(ctx: Context, id: Id): Promise<CommentRow> {
  const comment = await requireComment(ctx, id);
  await requireVisibleNote(ctx, comment.note_id);
  return comment;
}

async function requireOwn(ctx: Context, id: Id): Promise<void> {
  const { author_id: author } = await requireSeen(ctx, id);
  if (author !== ctx.viewer.id) throw new AppError('access.denied');
}

function textsOf(id: Id) {
  return [{ kind: 'comment', id }];
}
