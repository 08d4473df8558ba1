import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { askTranslation, lockTranslation, translationOf, type Translated } from '../translation/index.ts';
import { requireBoard } from './queries.ts';

/** A board's words in other languages. Throws `board.not_found`. */
export async function readBoardTranslation(ctx: Context, { id }: { id: string }): Promise<Translated> {
  await requireBoard(ctx, id);
  return translationOf(ctx, textsOf(id));
}

/** Has them translated before others. Throws `board.not_found`, `limit.too_many`. */
export async function askBoardTranslation(ctx: Context, { id }: { id: string }): Promise<Translated> {
  await requireBoard(ctx, id);
  return askTranslation(ctx, textsOf(id));
}

interface Locking {
  id: string;
  language: string;
}

/** Keeps one's own board's words in a language as they are. Throws `board.not_found`, `access.denied`. */
export async function lockBoardTranslation(ctx: Context, { id, language }: Locking): Promise<Translated> {
  await requireOwn(ctx, id);
  return lockTranslation(ctx, { texts: textsOf(id), language, locked: true });
}

/** The other way. Throws the same. */
export async function unlockBoardTranslation(ctx: Context, { id, language }: Locking): Promise<Translated> {
  await requireOwn(ctx, id);
  return lockTranslation(ctx, { texts: textsOf(id), language, locked: false });
}

async function requireOwn(ctx: Context, id: string): Promise<void> {
  const { owner } = await requireBoard(ctx, id);
  if (owner !== ctx.viewer.id) throw new AppError('access.denied');
}

function textsOf(id: string) {
  return [{ kind: 'board', id }];
}
