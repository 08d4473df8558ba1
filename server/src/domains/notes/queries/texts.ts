import { sql } from 'kysely';
import type { Context } from '../../../kernel/context.ts';
import { given, type Id } from '../../../kernel/ids.ts';
import { translationsFor } from '../../translation/index.ts';

/** All words of a note that is there, whoever may see it: for the search index. */
export interface NoteTexts {
  id: Id;
  authorId: Id;
  publishedAt: Date;
  /** Of the original's words. */
  version: number;
  channel: string | null;
  place: string | null;
  topicIds: string[];
  /** The original first, then the author's and other people's versions. */
  versions: { language: string; title: string; body: string }[];
}

interface Row extends Omit<NoteTexts, 'versions'> {
  title: string;
  body: string;
  language: string;
}

/** Words of notes by id; those in the trash are missing. */
export async function textsOf({ db }: Pick<Context, 'db'>, ids: readonly Id[]): Promise<Map<Id, NoteTexts>> {
  const { rows } = await sql<Row>`
    select n.id, n.author_id as "authorId", n.published_at as "publishedAt", n.channel, n.place ->> 'name' as place,
      n.title, n.body, n.language, n.version, array(select t.topic_id::text from note_topics t where t.note_id = n.id) as "topicIds"
    from notes n where n.id = any(${given('bigint', ids)}) and n.deleted_at is null`.execute(db);
  const translated = await translationsFor({ db }, { kind: 'note', sources: rows });
  return new Map(
    rows.map(({ title, body, language, ...row }) => {
      const versions = [{ language, title, body }];
      for (const { field, state, text, ...other } of translated.get(row.id) ?? []) {
        if (state !== 'author' && state !== 'human') continue;
        const known = versions.find((one) => one.language === other.language);
        if (known) known[field as 'title' | 'body'] ||= text;
        else versions.push({ language: other.language, title: '', body: '', [field]: text });
      }
      return [row.id, { ...row, versions }];
    }),
  );
}
