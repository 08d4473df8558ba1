import { presetOf, type Sliders, type WishKind } from '@jujube/contract';
import { sql } from 'kysely';
import { personId, type Context } from '../../../kernel/context.ts';
import { listChannels } from '../../community/index.ts';
import { notBlocked } from '../../graph/index.ts';
import { authorsFor, peopleWhere } from '../../people/index.ts';
import { topicNaming } from '../../topics/index.ts';
import { readingOrder } from '../../translation/index.ts';
import { houseDial, isResident, slidersOf, TAKE_BACK_MS, type Wish } from './asks.ts';

/** What a person reads of themselves, also inside a transaction. */
type Reads = Pick<Context, 'viewer' | 'locale'> & { db: Pick<Context, 'db'>['db'] };

interface Row {
  off: boolean | null;
  dial: number | null;
  resident: boolean;
  sliders: object | null;
  name: string | null;
  words: string[] | null;
  forgotUntil: Date | null;
}

/** What somebody asked of their feed, in words they know. */
export async function showSettings(ctx: Reads) {
  const person = personId(ctx.viewer);
  const { rows } = await sql<Row>`
    select s.off, s.dial, s.sliders, s.name, s.words,
      s.reset_at + make_interval(secs => ${sql.lit(TAKE_BACK_MS / 1000)}) as "forgotUntil", ${isResident(sql.ref('asking.id'))} as resident
    from (select ${person}::bigint as id) asking left join feed_settings s on s.person_id = asking.id`.execute(
    ctx.db,
  );
  const row = rows[0]!;
  const sliders = slidersOf(row.sliders);
  return {
    off: row.off ?? false,
    dial: row.dial,
    dialDefault: houseDial(row.resident),
    sliders,
    preset: presetOf(sliders),
    name: row.name,
    words: row.words ?? [],
    takeBackUntil: row.forgotUntil && row.forgotUntil > new Date() ? row.forgotUntil.toISOString() : null,
    wishes: await namedWishes(ctx, await wishesOf(ctx)),
  };
}

/** Somebody's algorithm as others may try it: its numbers and what it is called, nothing of who they are. */
export async function showAlgorithm(ctx: Context): Promise<{ name: string; sliders: Sliders }> {
  const { name, sliders, preset } = await showSettings(ctx);
  return { name: name ?? preset ?? '', sliders };
}

export interface NamedWish extends Wish {
  name: string;
  /** Of an author. */
  handle: string | null;
}

/** Wishes with names the reader knows; those about what they may not see any more are left out. */
export async function namedWishes(ctx: Reads, wishes: readonly Wish[]): Promise<NamedWish[]> {
  const keys = (kind: WishKind) => wishes.filter((wish) => wish.kind === kind).map(({ key }) => key);
  const [topics, authors, channels] = await Promise.all([
    topicsCalled(ctx, keys('topic')),
    authorsSeen(ctx, keys('author')),
    keys('channel').length > 0 ? channelsCalled(ctx) : new Map<string, string>(),
  ]);
  return wishes.flatMap((wish): NamedWish[] => {
    const author = wish.kind === 'author' ? authors.get(wish.key) : undefined;
    const name = { topic: topics.get(wish.key), author: author?.name, channel: channels.get(wish.key) }[
      wish.kind
    ];
    return name === undefined ? [] : [{ ...wish, name, handle: author?.handle ?? null }];
  });
}

/** What somebody asked for, of these things or of all, the last first. */
export async function wishesOf({ db, viewer }: Pick<Reads, 'db' | 'viewer'>): Promise<Wish[]> {
  const { rows } = await sql<Wish>`
    select kind, key, value from feed_wishes where person_id = ${personId(viewer)} order by changed_at desc, kind, key`.execute(
    db,
  );
  return rows;
}

/** Channels by slug, as the reader's page calls them. */
export async function channelsCalled({
  db,
  locale,
}: Pick<Reads, 'db' | 'locale'>): Promise<Map<string, string>> {
  const { items } = await listChannels({ db });
  return new Map(items.map(({ slug, names }) => [slug, names[locale] ?? names.en]));
}

async function topicsCalled({ db, viewer }: Reads, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const order = sql<string[]>`${readingOrder(viewer.languages)}::text[]`;
  const { rows } = await sql<{ id: string; name: string }>`
    select asked.id, called.name from unnest(${[...ids]}::uuid[]) asked(id)
    cross join lateral ${topicNaming(order, sql.ref('asked.id'))} called`.execute(db);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

async function authorsSeen({ db, viewer }: Reads, ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, { name: string; handle: string }>();
  const [authors, there] = await Promise.all([
    authorsFor({ db }, ids),
    peopleWhere({ db }, ids, (id) => notBlocked(viewer, id)),
  ]);
  return new Map([...authors].filter(([id]) => there.has(id)));
}
