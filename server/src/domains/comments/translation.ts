import type { Context } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { requireVisibleNote } from '../notes/index.ts';
import { askTranslation, translationOf, type Translated } from '../translation/index.ts';
import { requireComment } from './queries.ts';

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

async function requireSeen(ctx: Context, id: Id): Promise<void> {
  const { note_id: note } = await requireComment(ctx, id);
  await requireVisibleNote(ctx, note);
}

function textsOf(id: Id) {
  return [{ kind: 'comment', id }];
}
