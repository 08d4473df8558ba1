import { sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { given, type Id } from '../../kernel/ids.ts';
import { textsOf, type NoteTexts } from '../notes/index.ts';
import { topicNames } from '../topics/index.ts';
import { documentOf, type Weighed } from './rules.ts';

/** Telling words apart takes a moment in which nothing else is answered: so many notes at a time. */
const AT_ONCE = 20;

/**
 * Makes the documents of these notes as they are now, and removes those of notes that are gone. Running it twice, or an
 * older run after a newer one, has the effect of the newest.
 */
export async function indexNotes(ctx: Context, ids: readonly Id[]): Promise<void> {
  for (let from = 0; from < ids.length; from += AT_ONCE)
    await indexSome(ctx, ids.slice(from, from + AT_ONCE));
}

async function indexSome(ctx: Context, ids: readonly Id[]): Promise<void> {
  const notes = await textsOf(ctx, ids);
  const names = await topicNames(
    ctx,
    [...notes.values()].flatMap(({ topicIds }) => topicIds),
  );
  const documents = [...notes.values()].map((note) => ({
    id: note.id,
    owner: note.authorId,
    version: note.version,
    at: note.publishedAt.toISOString(),
    tokens: documentOf(wordsOf(note, names)),
  }));
  await sql`
    insert into search_documents as d (kind, id, owner_id, version, published_at, tokens)
    select 'note', id, owner, version, at, tokens::tsvector
    from json_to_recordset(${JSON.stringify(documents)}::json)
      as n(id bigint, owner bigint, version integer, at timestamptz, tokens text)
    order by id
    on conflict (kind, id) do update set tokens = excluded.tokens, version = excluded.version
    where excluded.version >= d.version`.execute(ctx.db);
  await removeDocuments(
    ctx,
    ids.filter((id) => !notes.has(id)),
  );
}

/** Of those notes that have no document, makes one. Answers how many. */
export async function indexMissing(ctx: Context, ids: readonly Id[]): Promise<number> {
  const { rows } = await sql<{ id: Id }>`
    select n.id from unnest(${[...ids]}::bigint[]) n(id)
    where not exists (select from search_documents d where d.kind = 'note' and d.id = n.id)`.execute(ctx.db);
  if (rows.length > 0)
    await indexNotes(
      ctx,
      rows.map((row) => row.id),
    );
  return rows.length;
}

async function removeDocuments(ctx: Context, ids: readonly Id[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`delete from search_documents where kind = 'note' and id = any(${given('bigint', ids)})`.execute(
    ctx.db,
  );
}

/** What people wrote in every language, the place, and all names of the topics, in whatever language one looks. */
function wordsOf({ versions, place, topicIds }: NoteTexts, names: Map<string, string[]>): Weighed[] {
  const besides = [...(place ? [place] : []), ...topicIds.flatMap((id) => names.get(id) ?? [])];
  return [
    ...versions.map(({ title }): Weighed => ({ weight: 'A', text: title })),
    ...versions.map(({ body }): Weighed => ({ weight: 'B', text: body })),
    ...besides.map((text): Weighed => ({ weight: 'B', text })),
  ];
}
