import { sql } from 'kysely';
import { counterValue } from '../../../kernel/counters.ts';
import { given, type Id } from '../../../kernel/ids.ts';
import type { SourceText, TextOwner } from '../../translation/index.ts';
import { noteIdsAfter } from '../numbers.ts';
import { N } from '../rules.ts';
import type { Facet } from '../words.ts';

interface Row {
  id: Id;
  title: string;
  body: string;
  title_facets: Facet[];
  body_facets: Facet[];
  language: string;
  version: number;
  visibility: string;
  published_at: Date;
  heat: number;
}

/** Titles and bodies, for other languages. What only its author sees, and what is in the trash, is in none. */
export const noteOwner: TextOwner = {
  kind: 'note',
  async read({ db }, ids) {
    const { rows } = await sql<Row>`
      select n.id, n.title, n.body, n.title_facets, n.body_facets, n.language, n.version, n.visibility,
        coalesce(n.edited_at, n.published_at) as published_at,
        ${counterValue('note', N.id, 'likes')} + ${counterValue('note', N.id, 'comments')} as heat
      from notes n where n.id = any(${given('bigint', ids)}) and n.deleted_at is null and n.visibility <> 'me'`.execute(
      db,
    );
    return new Map(rows.map((row) => [row.id, textsOfNote(row)]));
  },
  after: (ctx, { after, limit }) => noteIdsAfter(ctx, { after: after ?? '0', limit }),
};

function textsOfNote({ title, body, title_facets, body_facets, ...row }: Row): SourceText[] {
  const common = {
    language: row.language,
    version: row.version,
    open: row.visibility === 'public',
    writtenAt: row.published_at,
    heat: row.heat,
  };
  const fields = [
    { field: 'title', text: title, facets: title_facets },
    { field: 'body', text: body, facets: body_facets },
  ];
  return fields.filter(({ text }) => text !== '').map((field) => ({ ...common, ...field }));
}
