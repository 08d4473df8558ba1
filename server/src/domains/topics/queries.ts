import { given } from '../../kernel/ids.ts';
import { sql, type RawBuilder } from 'kysely';
import { foldName } from '@jujube/lingua';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { orderOf } from '../translation/index.ts';
import { visibleTo } from '../verdicts/index.ts';

type Reads = Pick<Context, 'db' | 'viewer'>;

interface TopicRow {
  id: string;
  name: string;
  language: string;
  names: { name: string; language: string; primary: boolean }[];
  notes: number;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const SUGGESTIONS = 20;
const VISIBLE = { kind: 'topic', id: sql.ref('t.id'), owner: sql`null::bigint` } as const;

/** The id of a topic named by its id or any of its names, wherever it was merged into. Throws `topic.not_found`. */
export async function requireTopic(ctx: Reads, topic: string): Promise<string> {
  const named = UUID.test(topic)
    ? sql`select ${topic}::uuid as id`
    : sql`select topic_id as id from topic_names where fold = ${foldName(topic)} and claims`;
  const { rows } = await sql<{ id: string }>`
    select t.id from (${named}) named join topics o on o.id = named.id join topics t on t.id = coalesce(o.merged_into, o.id)
    where ${visibleTo(ctx, VISIBLE)}`.execute(ctx.db);
  if (!rows[0]) throw new AppError('topic.not_found');
  return rows[0].id;
}

/** A topic by its id or any of its names. */
export async function readTopic(ctx: Reads, { topic }: { topic: string }): Promise<TopicRow> {
  const id = await requireTopic(ctx, topic);
  const { rows } = await sql<TopicRow>`select ${COLUMNS} from ${named(ctx)} where t.id = ${id}`.execute(
    ctx.db,
  );
  return rows[0]!;
}

interface Search {
  q?: string | undefined;
  limit?: number | undefined;
}

/** Topics with public notes whose name begins so, most used first; without words those of these days. */
export async function listTopics(ctx: Reads, { q = '', limit = SUGGESTIONS }: Search) {
  return { items: await findTopics(ctx, { q, limit }), cursor: null };
}

/** The same as a plain list, for search. */
export async function findTopics(ctx: Reads, { q = '', limit = SUGGESTIONS }: Search): Promise<TopicRow[]> {
  const fold = foldName(q);
  const found = fold
    ? sql`t.id in (select n.topic_id from topic_names n where n.fold like ${prefixPattern(fold)})`
    : sql`${q.trim() === ''}::boolean`;
  const { rows } = await sql<TopicRow>`
    select ${COLUMNS} from ${named(ctx)}
    where ${found} and t.merged_into is null and t.notes > 0 and ${visibleTo(ctx, VISIBLE)}
    order by ${fold ? sql`t.notes desc` : sql`t.heat desc`}, t.id limit ${limit}`.execute(ctx.db);
  return rows;
}

/** SQL, a row `(name, language)`: what a topic is called in the reader's best language, by people before anybody else. `order` is their `readingOrder` as text[]. */
export function topicNaming(order: RawBuilder<string[]>, id: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(select named.name, named.language from (
      select name, language, false as proposed, is_primary, created_at, fold from topic_names where topic_id = ${id}
      union all select name, language, true, false, null, null from topic_proposals where topic_id = ${id}) named
    order by array_position(${order} || 'und'::text, named.language) nulls last, named.proposed, named.is_primary desc,
      named.created_at, named.fold
    limit 1)`;
}

/** Every name of topics, in all languages, also of those that were merged: id → names, each once. */
export async function topicNames(
  { db }: Pick<Context, 'db'>,
  ids: readonly string[],
): Promise<Map<string, string[]>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; names: string[] }>`
    select t.id, array_agg(distinct n.name) as names
    from topics t join topic_names n on n.topic_id = coalesce(t.merged_into, t.id)
    where t.id = any(${given('uuid', [...new Set(ids)])}) group by t.id`.execute(db);
  return new Map(rows.map(({ id, names }) => [id, names]));
}

const COLUMNS = sql`t.id, called.name, called.language, t.notes, (
  select json_agg(json_build_object('name', n.name, 'language', n.language, 'primary', n.is_primary) order by n.created_at, n.fold)
  from topic_names n where n.topic_id = t.id) as names`;

function named({ viewer }: Pick<Context, 'viewer'>): RawBuilder<unknown> {
  const order = sql<string[]>`${orderOf(viewer)}::text[]`;
  return sql`topics t cross join lateral ${topicNaming(order, sql.ref('t.id'))} called`;
}

function prefixPattern(fold: string): string {
  return fold.replace(/[\\%_]/g, '\\$&') + '%';
}
