import type { Card } from '@jujube/contract';
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { personId, type Context } from '../../../kernel/context.ts';
import type { Id } from '../../../kernel/ids.ts';
import { PAGE, pageOf, readCursor } from '../../../kernel/paging.ts';
import { resolvePerson } from '../../people/index.ts';
import { reactionPage, type ReactionName } from '../../reactions/index.ts';
import { requireTopic } from '../../topics/index.ts';
import { cardsFor, chosenCards, trashCards } from '../cards.ts';
import { listedFor, oldestTrash, seenBy } from '../rules.ts';

interface Page {
  cursor?: string | undefined;
  limit?: number | undefined;
}

export interface CardPage {
  items: Card[];
  cursor: string | null;
}

/** Notes of many people in one list, newest first. */
export async function notePage(
  ctx: Context,
  { authorIds, ...page }: Page & { authorIds: readonly Id[] },
): Promise<CardPage> {
  const { limit = PAGE } = page;
  const own = sql`select n.id, n.published_at from notes n
    where n.author_id = author.id and ${listedFor(ctx)} and ${after(page)}
    order by n.published_at desc, n.id desc limit ${limit + 1}`;
  return newestFirst(
    ctx,
    page,
    sql`select own.* from unnest(${[...authorIds]}::bigint[]) author(id) cross join lateral (${own}) own`,
  );
}

/** A person's notes that the viewer may see, newest first; those of somebody muted too, since one asked for them. */
export async function listNotesOf(
  ctx: Context,
  { person, ...page }: Page & { person: string },
): Promise<CardPage> {
  const author = await resolvePerson(ctx, person);
  return newestFirst(
    ctx,
    { ...page, cards: chosenCards },
    sql`select n.id, n.published_at from notes n where n.author_id = ${author} and ${seenBy(ctx)} and ${after(page)}`,
  );
}

/** Notes of a topic that the viewer may see, newest first. */
export async function listNotesAbout(
  ctx: Context,
  { topic, ...page }: Page & { topic: string },
): Promise<CardPage> {
  const topicId = await requireTopic(ctx, topic);
  return newestFirst(
    ctx,
    page,
    sql`
    select n.id, t.published_at from note_topics t join notes n on n.id = t.note_id
    where t.topic_id = ${topicId} and ${listedFor(ctx)} and ${after(page, sql`t.published_at, t.note_id`)}`,
  );
}

/** Notes one liked, newest like first. */
export function listLikes(ctx: Context, page: Page): Promise<CardPage> {
  return reactedPage(ctx, { name: 'like', ...page });
}

/** Pages that were all taken away are skipped; so many in a row are not looked for. */
const MOST_EMPTY = 5;

/** Notes one liked or saved, newest first; those that cannot be seen any more are left out. */
export async function reactedPage(
  ctx: Context,
  { name, cursor, limit = PAGE }: Page & { name: ReactionName },
): Promise<CardPage> {
  const items: Card[] = [];
  let next: string | null | undefined = cursor;
  for (let tries = 0; tries < MOST_EMPTY && next !== null && items.length < limit; tries += 1) {
    const wanted = limit - items.length;
    const page = await reactionPage(ctx, {
      personId: personId(ctx.viewer),
      name,
      kind: 'note',
      cursor: next,
      limit: wanted,
    });
    const cards = await chosenCards(ctx, page.ids);
    items.push(...page.ids.flatMap((id) => cards.get(id) ?? []));
    next = page.cursor;
  }
  return { items, cursor: next ?? null };
}

/** One's own deleted notes that can still be brought back, newest deletion first. */
export async function listTrash(ctx: Context, page: Page) {
  const { limit = PAGE } = page;
  const place = readCursor(page.cursor);
  const inTrash = sql<SqlBool>`n.author_id = ${personId(ctx.viewer)} and n.deleted_at > ${oldestTrash(ctx)}`;
  const { rows } = await sql<{ id: Id; deleted_at: Date }>`
    select n.id, n.deleted_at from notes n where ${inTrash}
      and (${place === null} or (n.deleted_at, n.id) < (${place?.time ?? null}::timestamptz, ${place?.id ?? null}::bigint))
    order by n.deleted_at desc, n.id desc limit ${limit + 1}`.execute(ctx.db);
  const { rows: shown, cursor } = pageOf(rows, limit, (row) => ({ time: row.deleted_at, id: row.id }));
  const cards = await trashCards(
    ctx,
    shown.map(({ id }) => id),
  );
  const items = shown.flatMap(({ id, deleted_at }) => {
    const card = cards.get(id);
    return card ? [{ ...card, deletedAt: deleted_at.toISOString() }] : [];
  });
  return { items, cursor };
}

/** SQL: behind the page's cursor, newest first. */
function after({ cursor }: Page, key: RawBuilder<unknown> = sql`n.published_at, n.id`): RawBuilder<SqlBool> {
  const place = readCursor(cursor);
  if (place === null) return sql<SqlBool>`true`;
  return sql<SqlBool>`(${key}) < (${place.time}::timestamptz, ${place.id}::bigint)`;
}

interface CardsPage extends Page {
  /** Which of them to show; those that stand in lists, unless told. */
  cards?: typeof cardsFor;
}

/** A page of a query that gives `id` and `published_at`. */
async function newestFirst(ctx: Context, page: CardsPage, query: RawBuilder<unknown>): Promise<CardPage> {
  const { limit = PAGE, cards: readCards = cardsFor } = page;
  const { rows } = await sql<{ id: Id; published_at: Date }>`
    select * from (${query}) found order by published_at desc, id desc limit ${limit + 1}`.execute(ctx.db);
  const { rows: shown, cursor } = pageOf(rows, limit, (row) => ({ time: row.published_at, id: row.id }));
  const ids = shown.map(({ id }) => id);
  const cards = await readCards(ctx, ids);
  return { items: ids.flatMap((id) => cards.get(id) ?? []), cursor };
}
