import type { Context } from '../../kernel/context.ts';
import { askTranslation, translationOf, type Translated } from '../translation/index.ts';
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

function textsOf(id: string) {
  return [{ kind: 'board', id }];
}
