import { sql } from 'kysely';
import { AppError } from '../../../kernel/errors.ts';
import type { Id } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/transaction.ts';
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
export async function ownNote(tx: Tx, id: Id): Promise<OwnNote> {
  // Locked first and read then: what another change has just written to its other tables is seen too.
  await sql`select from notes where id = ${id} and author_id = ${tx.viewer.id} for no key update`.execute(
    tx.db,
  );
  const { rows } = await sql<OwnNote>`
    select n.id, n.author_id, n.title, n.body, n.title_facets, n.body_facets, n.language, n.channel, n.visibility, n.form,
      n.background, n.version,
      array(select m.media_id::text from note_media m where m.note_id = n.id order by m.position) as media
    from notes n where n.id = ${id} and ${seenBy(tx)}`.execute(tx.db);
  const note = rows[0];
  if (!note) throw new AppError('note.not_found');
  if (note.author_id !== tx.viewer.id) throw new AppError('access.denied');
  return note;
}
