import { sql, type RawBuilder } from 'kysely';
import { personId, type Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { given, idsOf, lowestId, type Id } from '../../kernel/ids.ts';
import { PAGE, pageOf, readCursor } from '../../kernel/paging.ts';
import { statement } from '../../kernel/statement.ts';
import { authorsFor, notClosed, peopleWhere, resolvePerson } from '../people/index.ts';
import { notBlocked } from './rules.ts';

interface Page {
  cursor?: string;
  limit?: number;
}

export interface Relation {
  following: boolean;
  followedBy: boolean;
  muted: boolean;
  blocked: boolean;
}

/** How the viewer stands to people, by id; all false for visitors. */
export async function relationsFor(
  { db, viewer }: Pick<Context, 'db' | 'viewer'>,
  ids: readonly Id[],
): Promise<Map<Id, Relation>> {
  const none = { following: false, followedBy: false, muted: false, blocked: false };
  const found = new Map<Id, Relation>(ids.map((id) => [id, none]));
  if (viewer.id === null || ids.length === 0) return found;
  const { rows } = await sql<Relation & { id: Id }>`
    select p.id,
      exists (select from follows where person_id = ${viewer.id} and followed_id = p.id) as following,
      exists (select from follows where person_id = p.id and followed_id = ${viewer.id}) as "followedBy",
      exists (select from mutes where person_id = ${viewer.id} and muted_id = p.id) as muted,
      exists (select from blocks where person_id = ${viewer.id} and blocked_id = p.id) as blocked
    from unnest(${[...ids]}::bigint[]) as p(id)`.execute(db);
  for (const { id, ...relation } of rows) found.set(id, relation);
  return found;
}

/** Ids of people whom somebody follows, newest first, at most `limit`. */
export async function followedIds(ctx: Pick<Context, 'db'>, person: Id, limit: number): Promise<Id[]> {
  const [row] = await readFollowed(ctx, { person, limit });
  return idsOf(row?.ids);
}

/** How many of those who follow now followed people already at a moment, for each question; counted up to `most`. */
export async function followersBefore(
  { db }: Pick<Context, 'db'>,
  asked: readonly { personId: Id; at: Date }[],
  most: number,
): Promise<number[]> {
  const people = asked.map(({ personId }) => personId);
  const before = asked.map(({ at }) => lowestId(at.getTime()));
  const { rows } = await sql<{ count: number }>`
    select (select count(*)::int from (
      select from follows f where f.followed_id = one.person and f.id < one.before limit ${most}) known) as count
    from unnest(${given('bigint', people)}, ${given('bigint', before)}) with ordinality as one (person, before, n)
    order by n`.execute(db);
  return rows.map(({ count }) => count);
}

const readFollowed = statement<{ person: Id; limit: number }, { ids: string }>({
  shape: ({ limit }) => `${limit}`,
  build: ({ limit }, hole) => sql`select ${followedOf(sql`${hole('person')}::bigint`, limit)} as ids`,
  values: ({ person }) => ({ person }),
});

/** SQL: ids of people whom somebody follows, newest first, as one text. */
export function followedOf(person: RawBuilder<unknown>, limit: number): RawBuilder<string> {
  return sql<string>`array_to_string(array(
    select followed_id from follows where person_id = ${person} order by id desc limit ${sql.lit(limit)}), ',')`;
}

export function listFollowers(ctx: Context, { person, ...page }: Page & { person: string }) {
  return listOf(ctx, { person, page, owner: 'followed_id', other: 'person_id', table: 'follows' });
}

export function listFollowing(ctx: Context, { person, ...page }: Page & { person: string }) {
  return listOf(ctx, { person, page, owner: 'person_id', other: 'followed_id', table: 'follows' });
}

export function listBlocks(ctx: Context, page: Page) {
  const person = personId(ctx.viewer);
  return list(ctx, { person, page, owner: 'person_id', other: 'blocked_id', table: 'blocks', own: true });
}

export function listMutes(ctx: Context, page: Page) {
  return list(ctx, {
    person: personId(ctx.viewer),
    page,
    owner: 'person_id',
    other: 'muted_id',
    table: 'mutes',
    own: true,
  });
}

/** A list of somebody else's, each with whether the viewer follows them. Throws `person.not_found`, also behind a block. */
async function listOf(ctx: Context, { person, ...options }: ListOptions) {
  const id = await resolvePerson(ctx, person);
  const there = await peopleWhere(ctx, [id], (ref) => notBlocked(ctx.viewer, ref));
  if (!there.has(id)) throw new AppError('person.not_found');
  const { items, cursor } = await list(ctx, { ...options, person: id });
  const relations = await relationsFor(
    ctx,
    items.map((one) => one.id),
  );
  const followed = (one: Id) => (one === ctx.viewer.id ? null : relations.get(one)!.following);
  return { items: items.map((one) => ({ ...one, following: followed(one.id) })), cursor };
}

interface ListOptions {
  person: Id;
  page: Page;
  table: 'follows' | 'blocks' | 'mutes';
  owner: 'person_id' | 'followed_id';
  other: 'person_id' | 'followed_id' | 'blocked_id' | 'muted_id';
  own?: boolean;
}

async function list(ctx: Context, { person, page, table, owner, other, own = false }: ListOptions) {
  const { limit = PAGE } = page;
  const after = readCursor(page.cursor);
  const otherId = sql.ref(`e.${other}`);
  const { rows } = await sql<{ id: Id; edge: Id; created_at: Date }>`
    select ${otherId} as id, e.id as edge, e.created_at from ${sql.table(table)} e
    where ${sql.ref(`e.${owner}`)} = ${person} and ${notClosed(otherId)}
      and ${own ? sql`true` : notBlocked(ctx.viewer, otherId)}
      and (${after?.id ?? null}::bigint is null or e.id < ${after?.id ?? null}::bigint)
    order by e.id desc limit ${limit + 1}`.execute(ctx.db);
  const { rows: shown, cursor } = pageOf(rows, limit, (row) => ({ time: row.created_at, id: row.edge }));
  const authors = await authorsFor(
    ctx,
    shown.map((row) => row.id),
  );
  return { items: shown.flatMap((row) => authors.get(row.id) ?? []), cursor };
}
