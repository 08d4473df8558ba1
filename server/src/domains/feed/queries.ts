import type { Card } from '@jujube/contract';
import { listChannels } from '../community/index.ts';
import { personId, type Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { uuidv7, type Id } from '../../kernel/ids.ts';
import { PAGE } from '../../kernel/paging.ts';
import { followedIds } from '../graph/index.ts';
import { bestOfDay, cardsFor, countPublicSince, notePage } from '../notes/index.ts';
import { readListCursor, writeListCursor, type ListPlace } from './cursor.ts';
import type { Feed, RankedList } from '../../providers/feed/feed.ts';
import { LIST_SIZE } from './list.ts';

interface ExploreInput {
  channel?: string;
  cursor?: string;
  limit?: number;
}

interface List extends RankedList {
  token: string;
  channel: string | null;
  seen: Id[];
}

/** Following reads at most so many people's notes. */
const MOST_FOLLOWED = 5000;

/**
 * A page of the ranked feed. A visit begins without a cursor: its list is ranked once and paged from there; when it ends,
 * the next list goes on without what was shown. An empty page with no cursor is the end.
 */
export async function explore(ctx: Context, { channel, cursor, limit = PAGE }: ExploreInput) {
  const place = cursor === undefined ? null : readListCursor(ctx.secrets, cursor);
  const list = place ? await listAt(ctx, place, channel) : await newList(ctx, { channel: channel ?? null, seen: [], lost: [] });
  const start = place && place.token === list.token ? place.position : 0;
  const { items, position } = await fillPage(ctx, { list, start, limit });
  if (items.length === 0 && channel !== undefined && !place) await requireChannel(ctx, channel);
  const ended = list.last && position >= list.ids.length;
  const next = { token: list.token, position, shown: [...list.seen, ...list.ids.slice(0, position)].slice(-LIST_SIZE) };
  return { items, cursor: ended ? null : writeListCursor(ctx.secrets, next) };
}

/** Notes of people one follows, newest first. */
export async function following(ctx: Context, { cursor, limit }: { cursor?: string; limit?: number }) {
  const authorIds = await followedIds(ctx, personId(ctx.viewer), MOST_FOLLOWED);
  return notePage(ctx, { authorIds, cursor, limit });
}

/** How many public notes are newer than a moment. */
export async function countNew(ctx: Context, { since, channel }: { since: string; channel?: string }) {
  return { count: await countPublicSince(ctx, { since: new Date(since), channel }) };
}

/** Ids of notes that a person asked not to see. */
export async function hiddenIds({ db }: Pick<Context, 'db'>, person: Id): Promise<Id[]> {
  const rows = await db.selectFrom('note_hides').select('note_id').where('person_id', '=', person).execute();
  return rows.map((row) => row.note_id);
}

interface NewList {
  channel: string | null;
  seen: Id[];
  lost: number[];
}

async function newList(ctx: Context, { channel, seen, lost }: NewList): Promise<List> {
  const ranked = await rankedOrBest(ctx, ctx.providers.feed, { channel, seen, lost });
  const list = { ...ranked, token: uuidv7(), channel, seen };
  await ctx.db
    .insertInto('feed_lists')
    .values({ token: list.token, viewer_id: ctx.viewer.id, channel, ids: list.ids, seen, last: list.last })
    .execute();
  return list;
}

/** The feed's answer; the shared best of the day when it is late or away. */
async function rankedOrBest(ctx: Context, feed: Feed, { channel, seen, lost }: NewList): Promise<RankedList> {
  const { id: viewerId } = ctx.viewer;
  // What a visitor’s browser asks for is not yet what they want to read: they get both languages alike.
  const languages = viewerId === null ? [] : ctx.viewer.languages;
  try {
    return await feed.list({ viewerId, languages, channel, seen, seenFingerprints: lost });
  } catch (error) {
    ctx.log.warn({ err: error, requestId: ctx.requestId }, 'the feed did not answer; showing the best of the day');
    const known = new Set(seen);
    const ids = await bestOfDay(ctx, { channel, limit: LIST_SIZE });
    return { ids: ids.filter((id) => !known.has(id)), last: true };
  }
}

/** The list a cursor stands in, or the one that follows it, or a new one where its row was lost. */
async function listAt(ctx: Context, place: ListPlace, channel: string | undefined): Promise<List> {
  const row = await ctx.db
    .selectFrom('feed_lists')
    .select(['channel', 'ids', 'seen', 'last'])
    .where('token', '=', place.token)
    .where('viewer_id', 'is not distinct from', ctx.viewer.id)
    .executeTakeFirst();
  if (!row) return newList(ctx, { channel: channel ?? null, seen: [], lost: place.seen });
  if (place.position < row.ids.length || row.last) return { ...row, token: place.token };
  return newList(ctx, { channel: row.channel, seen: [...row.seen, ...row.ids], lost: [] });
}

/** Visibility is decided page by page: what may not be seen is skipped and the page topped up to its size. */
async function fillPage(ctx: Context, { list, start, limit }: { list: List; start: number; limit: number }) {
  const items: (Card & { position: number })[] = [];
  let position = start;
  while (items.length < limit && position < list.ids.length) {
    const wanted = list.ids.slice(position, position + limit - items.length);
    const cards = await cardsFor(ctx, wanted);
    for (const [index, id] of wanted.entries()) {
      const card = cards.get(id);
      if (card) items.push({ ...card, position: position + index });
    }
    position += wanted.length;
  }
  return { items, position };
}

async function requireChannel(ctx: Context, slug: string): Promise<void> {
  const { items } = await listChannels(ctx);
  if (!items.some((channel) => channel.slug === slug)) throw new AppError('feed.channel');
}
