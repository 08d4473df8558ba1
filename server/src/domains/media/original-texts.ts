import { sql } from 'kysely';
import { resolveTag, detect } from '@jujube/lingua';
import type { Context } from '../../kernel/context.ts';
import { given, type Id } from '../../kernel/ids.ts';

interface Row {
  id: string;
  alt: string;
  revision: number;
  open: boolean;
  subject_id: Id;
  created_at: Date;
}

/** The words for who does not see a picture, for other languages. */
export const pictureOwner = {
  kind: 'picture',
  async read({ db }: Pick<Context, 'db'>, ids: readonly string[]) {
    const { rows } = await sql<Row>`
      select id, alt, hashtext(alt) as revision, open, subject_id, created_at from media
      where id = any(${given('uuid', ids)}) and state = 'ready' and subject_kind = 'note' and alt <> ''`.execute(
      db,
    );
    return new Map(
      rows.map(({ id, alt, revision, open, subject_id, created_at: writtenAt }) => {
        const language = resolveTag(detect(alt)[0]?.language ?? 'und');
        const text = { field: 'alt', text: alt, facets: [], language, version: revision, open, writtenAt };
        return [id, [{ ...text, under: `note:${subject_id}` }]];
      }),
    );
  },
  async after({ db }: Pick<Context, 'db'>, { after, limit }: { after: string | null; limit: number }) {
    const { rows } = await sql<{ id: string }>`
      select id from media where (${after}::uuid is null or id > ${after}::uuid) and state = 'ready'
        and subject_kind = 'note' and alt <> '' order by id limit ${limit}`.execute(db);
    return rows.map(({ id }) => id);
  },
};
