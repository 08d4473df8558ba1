import { personId, type Context } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { requireVisibleNote } from '../notes/index.ts';

/** Not this one: the note leaves the viewer's ranked lists. */
export async function hideNote(ctx: Context, { id }: { id: Id }): Promise<void> {
  await requireVisibleNote(ctx, id);
  await ctx.db
    .insertInto('note_hides')
    .values({ person_id: personId(ctx.viewer), note_id: id })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Undo. */
export async function unhideNote(ctx: Context, { id }: { id: Id }): Promise<void> {
  await ctx.db
    .deleteFrom('note_hides')
    .where('person_id', '=', personId(ctx.viewer))
    .where('note_id', '=', id)
    .execute();
}
