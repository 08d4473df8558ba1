import { sql } from 'kysely';
import { given } from '../../kernel/ids.ts';
import { resolveLanguage } from '../../kernel/languages.ts';
import type { TextOwner } from '../translation/index.ts';

interface Row {
  id: string;
  name: string;
  about: string;
  language: string;
  version: number;
  updated_at: Date;
}

/** Names of public boards and what is said about them, for other languages. */
export const boardOwner: TextOwner = {
  kind: 'board',
  async read({ db }, ids) {
    const { rows } = await sql<Row>`
      select id, name, about, language, version, updated_at from boards
      where id = any(${given('uuid', ids)}) and visibility = 'public'`.execute(db);
    return new Map(
      rows.map(({ id, name, about, language, version, updated_at: writtenAt }) => {
        const common = { facets: [], version, open: true, writtenAt };
        return [
          id,
          [
            { ...common, field: 'name', text: name, language },
            ...(about === ''
              ? []
              : [{ ...common, field: 'about', text: about, language: resolveLanguage(about) }]),
          ],
        ];
      }),
    );
  },
  async after({ db }, { after, limit }) {
    const { rows } = await sql<{ id: string }>`
      select id from boards where visibility = 'public' and (${after}::uuid is null or id > ${after}::uuid)
      order by id limit ${limit}`.execute(db);
    return rows.map(({ id }) => id);
  },
};
