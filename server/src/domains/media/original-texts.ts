import { sql } from 'kysely';
import { resolveTag, detect } from '@jujube/lingua';
import type { Context } from '../../kernel/context.ts';
import { given, type Id } from '../../kernel/ids.ts';
import type { PictureWords } from './words.ts';

interface Row {
  id: string;
  alt: string;
  words: PictureWords | null;
  revision: number;
  words_revision: number;
  open: boolean;
  subject_id: Id;
  created_at: Date;
}

const SAYS = sql`state = 'ready' and subject_kind = 'note' and not drawn
  and (alt <> '' or jsonb_array_length(words -> 'lines') > 0)`;

/** What pictures say, and the words for who does not see them, for other languages. */
export const pictureOwner = {
  kind: 'picture',
  async read({ db }: Pick<Context, 'db'>, ids: readonly string[]) {
    const { rows } = await sql<Row>`
      select id, coalesce(alt, '') as alt, words, hashtext(coalesce(alt, '')) as revision,
        hashtext(coalesce(words::text, '')) as words_revision, open, subject_id, created_at from media
      where id = any(${given('uuid', ids)}) and ${SAYS}`.execute(db);
    return new Map(
      rows.map(({ id, alt, words, revision, words_revision, open, subject_id, created_at: writtenAt }) => {
        const common = { facets: [], open, writtenAt, under: `note:${subject_id}` };
        const language = resolveTag(detect(alt)[0]?.language ?? 'und');
        const said = words?.lines.map(({ text }) => text).join('\n') ?? '';
        return [
          id,
          [
            ...(alt === '' ? [] : [{ ...common, field: 'alt', text: alt, language, version: revision }]),
            ...(said === ''
              ? []
              : [
                  {
                    ...{ ...common, field: 'words', text: said },
                    ...{ language: words!.language, version: words_revision },
                  },
                ]),
          ],
        ];
      }),
    );
  },
  async after({ db }: Pick<Context, 'db'>, { after, limit }: { after: string | null; limit: number }) {
    const { rows } = await sql<{ id: string }>`
      select id from media where (${after}::uuid is null or id > ${after}::uuid) and ${SAYS}
      order by id limit ${limit}`.execute(db);
    return rows.map(({ id }) => id);
  },
};
