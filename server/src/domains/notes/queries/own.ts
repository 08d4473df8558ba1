import { sql } from 'kysely';
import type { Context } from '../../../kernel/context.ts';
import { AppError } from '../../../kernel/errors.ts';
import type { Id } from '../../../kernel/ids.ts';
import { seenBy } from '../rules.ts';
import type { Facet } from '../words.ts';

/** One's own note as it is stored, for changing it. */
export interface OwnNote {
  id: Id;
  author_id: Id;
  title: string;
  body: string;
  title_facets: Facet[];
  body_facets: Facet[];
  language: string;
  channel: string | null;
  visibility: string;
  form: 'photo' | 'text';
  background: string | null;
  version: number;
  /** Pictures in their order; the drawn one of a text card. */
  media: string[];
}

/** One's own note, locked until the transaction ends. Throws `note.not_found`, or `access.denied` for somebody else's. */
export async function ownNote(ctx: Pick<Context, 'db' | 'viewer'>, id: Id): Promise<OwnNote> {
  const { rows } = await sql<OwnNote>`
    select n.id, n.author_id, n.title, n.body, n.title_facets, n.body_facets, n.language, n.channel, n.visibility, n.form,
      n.background, n.version,
      array(select m.media_id::text from note_media m where m.note_id = n.id order by m.position) as media
    from notes n where n.id = ${id} and ${seenBy(ctx)} for no key update of n`.execute(ctx.db);
  const note = rows[0];
  if (!note) throw new AppError('note.not_found');
  if (note.author_id !== ctx.viewer.id) throw new AppError('access.denied');
  return note;
}
