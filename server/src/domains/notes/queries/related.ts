import { sql } from 'kysely';
import type { Context } from '../../../kernel/context.ts';
import type { Id } from '../../../kernel/ids.ts';
import { cardsFor } from '../cards.ts';
import { listedFor, RELATED } from '../rules.ts';
import type { CardPage } from './lists.ts';
import { requireVisibleNote } from './access.ts';

/** So many of each kind of neighbour are looked at. */
const PER_TOPIC = 40;
const PER_CHANNEL = 40;
const PER_AUTHOR = 20;

/**
 * Notes like this one: of its topics, its channel, its author; what is liked and fresh first. One list, no more pages.
 * Throws `note.not_found`.
 */
export async function listRelated(
  ctx: Context,
  { id, limit = RELATED }: { id: Id; limit?: number | undefined },
): Promise<CardPage> {
  await requireVisibleNote(ctx, id);
  const { rows } = await sql<{ id: Id }>`
    with this as materialized (select * from notes where id = ${id}),
    near as (
      select near.id, 3 as closeness from note_topics mine cross join lateral (
        select t.note_id as id from note_topics t where t.topic_id = mine.topic_id
        order by t.published_at desc, t.note_id desc limit ${PER_TOPIC}) near where mine.note_id = ${id}
      union all (select c.id, 1 from notes c where c.channel = (select channel from this) and c.visibility = 'public' and c.deleted_at is null
        order by c.published_at desc, c.id desc limit ${PER_CHANNEL})
      union all (select a.id, 1 from notes a where a.author_id = (select author_id from this)
        order by a.published_at desc, a.id desc limit ${PER_AUTHOR})),
    close as (select id, least(sum(closeness), 6) as closeness from near where id <> ${id} group by id)
    select n.id from close join notes n on n.id = close.id
      left join lateral (select sum(value) as acts from counters where kind = 'note' and counters.id = n.id) c on true
    where ${listedFor(ctx)}
    order by close.closeness + ln(2 + coalesce(c.acts, 0)) - extract(epoch from now() - n.published_at) / (30 * 86400) desc, n.id desc
    limit ${Math.min(limit, RELATED)}`.execute(ctx.db);
  const cards = await cardsFor(
    ctx,
    rows.map((row) => row.id),
  );
  return { items: rows.flatMap((row) => cards.get(row.id) ?? []), cursor: null };
}
