import { sql } from 'kysely';
import { counterValue } from '../../kernel/counters.ts';
import { given, type Id } from '../../kernel/ids.ts';
import { openNotes } from '../notes/index.ts';
import type { TextOwner } from '../translation/index.ts';
import type { CommentRow } from './queries.ts';

interface Row extends CommentRow {
  version: number;
  hidden: boolean;
  written_at: Date;
  heat: number;
}

/** What people said, for other languages. A hidden comment is not for everybody, and a removed one is for nobody. */
export const commentOwner: TextOwner = {
  kind: 'comment',
  async read({ db }, ids) {
    const { rows } = await sql<Row>`
      select c.id, c.note_id, c.body, c.facets, c.language, c.version, c.hidden_at is not null as hidden,
        coalesce(c.edited_at, c.created_at) as written_at, ${counterValue('note', sql.ref('c.note_id'), 'likes')} as heat
      from comments c where c.id = any(${given('bigint', ids)}) and c.removed_at is null and c.body <> ''`.execute(
      db,
    );
    const open = await openNotes(
      { db },
      rows.map(({ note_id }) => note_id),
    );
    return new Map(
      rows.map(({ id, note_id, body, facets, language, version, hidden, written_at: writtenAt, heat }) => [
        id,
        [
          {
            ...{ field: 'body', text: body, facets, language, version, writtenAt, heat },
            open: !hidden && open.has(note_id),
            under: `note:${note_id}`,
          },
        ],
      ]),
    );
  },
  async after({ db }, { after, limit }) {
    const { rows } = await sql<{ id: Id }>`
      select id from comments where id > ${after ?? '0'}::bigint order by id limit ${limit}`.execute(db);
    return rows.map(({ id }) => id);
  },
};
