import { sql } from 'kysely';
import type { Context } from '../../../kernel/context.ts';
import { given, type Id } from '../../../kernel/ids.ts';

interface Row {
  id: Id;
  bio: { language: string; text: string }[];
  version: number;
  updated_at: Date;
}

/**
 * What people say of themselves, for other languages: the first of the languages they wrote it in is the original. Names
 * stay names.
 */
export const personOwner = {
  kind: 'person',
  async read({ db }: Pick<Context, 'db'>, ids: readonly string[]) {
    const { rows } = await sql<Row>`
      select id, bio, version, updated_at from people
      where id = any(${given('bigint', ids)}) and closed_at is null and erased_at is null`.execute(db);
    return new Map(
      rows.map(({ id, bio, version, updated_at: writtenAt }) => {
        const [first] = bio;
        const common = { field: 'bio', facets: [], version, open: true, writtenAt };
        return [id, first ? [{ ...common, text: first.text, language: first.language }] : []];
      }),
    );
  },
  async after({ db }: Pick<Context, 'db'>, { after, limit }: { after: string | null; limit: number }) {
    const { rows } = await sql<{ id: Id }>`
      select id from people where id > ${after ?? '0'}::bigint and bio <> '[]' order by id limit ${limit}`.execute(
      db,
    );
    return rows.map(({ id }) => id);
  },
};
