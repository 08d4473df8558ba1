import { sql } from 'kysely';
import type { Context } from '../../../kernel/context.ts';
import type { Id } from '../../../kernel/ids.ts';
import { askTranslation, translationOf, type Translated } from '../../translation/index.ts';
import { requireVisibleNote, type VisibleNote } from '../queries/access.ts';

/** A note and its pictures' words in other languages. Throws `note.not_found`. */
export async function readNoteTranslation(ctx: Context, { id }: { id: Id }): Promise<Translated> {
  return translationOf(ctx, await textsOf(ctx, await requireVisibleNote(ctx, id)));
}

/** Has them translated before others. Throws `note.not_found`, `limit.too_many`. */
export async function askNoteTranslation(ctx: Context, { id }: { id: Id }): Promise<Translated> {
  return askTranslation(ctx, await textsOf(ctx, await requireVisibleNote(ctx, id)));
}

/** What only its author sees is in one language. */
async function textsOf({ db }: Pick<Context, 'db'>, { id, visibility }: VisibleNote) {
  if (visibility === 'me') return [];
  const { rows } = await sql<{ id: string }>`
    select media_id as id from note_media where note_id = ${id} order by position`.execute(db);
  return [{ kind: 'note', id }, ...rows.map((picture) => ({ kind: 'picture', id: picture.id }))];
}
