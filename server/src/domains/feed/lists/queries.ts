import { listChannels } from '../../community/index.ts';
import type { Context } from '../../../kernel/context.ts';
import { AppError } from '../../../kernel/errors.ts';
import { uuidv7, type Id } from '../../../kernel/ids.ts';
import { withJson } from '../../../kernel/json.ts';
import { PAGE } from '../../../kernel/paging.ts';
import { sharedFor } from '../../../kernel/shared.ts';
import { bestOfDay, cardsJson, cardViews, countPublicSince, type CardView } from '../../notes/index.ts';
import { readListCursor, writeListCursor, type ListPlace } from './cursor.ts';
import { readerOf } from './reader.ts';
import { insertRow, readRow, shownIn } from './rows.ts';
import { rankTail } from './tail.ts';
import { ANY_VISITOR, readStretch, writeStretch } from './tokens.ts';
import type { RankedList } from '../../../providers/feed/feed.ts';
import { fingerprint, LIST_SIZE } from '../list.ts';
import { plainShapes } from '../shape.ts';
import { withoutUnasked } from '../wishes/index.ts';

interface ExploreInput {
  channel?: string;
  cursor?: string;
  limit?: number;
  /** With `after`: the page behind a card of this list, whatever else of it was sent. */
  list?: string;
  after?: number;
}

/** A visit's list, or the stretch of it that this page may need. */
interface List {
  token: string;
  channel: string | null;
  /** Ids from `start` on. */
  ids: Id[];
  start: number;
  length: number;
  last: boolean;
  /** How many impressions the model that ranked it had learnt from. */
  model: number;
  /** Fingerprints of what was shown before `start`. */
  shown: number[];
  /** Resolves when it may be paged on from: a new list is kept while its first page is made. */
  kept: Promise<void>;
}

/**
 * A page of the ranked feed. A visit begins without a cursor: its list is ranked once and paged from there; when it ends,
 * the next list goes on without what was shown. An empty page with no cursor is the end.
 */
export function explore(ctx: Context, input: ExploreInput) {
  // Visitors who come in the same moment are shown the same first page, made once.
  if (ctx.viewer.id !== null || input.cursor !== undefined || input.list !== undefined)
    return explorePage(ctx, input);
  const { languages, region } = ctx.viewer;
  return firstPages(JSON.stringify([input.channel, input.limit, languages, region]), () =>
    explorePage(ctx, input, ANY_VISITOR),
  );
}

const firstPages = sharedFor<Awaited<ReturnType<typeof explorePage>>>({ ms: 1000, most: 200 });

async function explorePage(ctx: Context, input: ExploreInput, reader?: string) {
  const { channel, limit = PAGE } = input;
  const place = await placeOf(ctx, input);
  const list = place
    ? await listAt(ctx, { place, channel, limit })
    : await newList(ctx, { channel: channel ?? null, seen: [], shown: [] });
  const [{ views, position }] = await Promise.all([fillPage(ctx, list, limit), list.kept]);
  const items = views.map(({ card, more }) => ({ ...card, ...more }));
  if (items.length === 0 && channel !== undefined && !place) await requireChannel(ctx, channel);
  const shown = [...list.shown, ...items.map(({ id }) => fingerprint(id))].slice(-LIST_SIZE);
  const { token, start, model } = list;
  const rest = {
    cursor:
      list.last && position >= list.length ? null : writeListCursor(ctx.secrets, { token, position, shown }),
    list: writeStretch(ctx.secrets, {
      list: token,
      from: start,
      to: position,
      reader: reader ?? readerOf(ctx, token),
      model,
    }),
  };
  return withJson({ items, ...rest }, () => cardsJson(views, rest));
}

/** Where a page begins; null at the beginning of a visit. */
async function placeOf(ctx: Context, { cursor, list, after }: ExploreInput): Promise<Place | null> {
  if (list === undefined || after === undefined)
    return cursor === undefined ? null : { ...readListCursor(ctx.secrets, cursor), anew: false };
  const shown = readStretch(ctx.secrets, list, ctx.now());
  if (typeof shown === 'string' || after < shown.from - 1 || after >= shown.to)
    throw new AppError('request.cursor');
  const token = shown.list;
  const before = await shownIn(ctx, token, after + 1);
  return { token, position: after + 1, seen: before.map(fingerprint).slice(-LIST_SIZE), anew: true };
}

/** How many public notes are newer than a moment. */
export async function countNew(ctx: Context, { since, channel }: { since: string; channel?: string }) {
  return { count: await countPublicSince(ctx, { since: new Date(since), channel }) };
}

interface NewList {
  channel: string | null;
  /** Ids of earlier lists of this visit. */
  seen: Id[];
  /** Fingerprints of what was shown, for a list whose row was lost. */
  shown: number[];
}

async function newList(ctx: Context, { channel, seen, shown }: NewList): Promise<List> {
  const list = await rankedOrBest(ctx, { channel, seen, shown });
  const { ids, model, last } = list;
  const token = uuidv7();
  return {
    kept: insertRow(ctx, { token, viewer: ctx.viewer.id, channel, seen, list }),
    token,
    channel,
    ids,
    start: 0,
    length: ids.length,
    last,
    model,
    shown: seen.length > 0 ? seen.map(fingerprint) : shown,
  };
}

/** The feed's answer; the shared best of the day when it is late or away. */
async function rankedOrBest(ctx: Context, { channel, seen, shown }: NewList): Promise<RankedList> {
  const { id: viewerId } = ctx.viewer;
  // What a visitor’s browser asks for is not yet what they want to read: they get both languages alike.
  const languages = viewerId === null ? [] : ctx.viewer.languages;
  try {
    return await ctx.providers.feed.list({
      viewerId,
      languages,
      channel,
      seen,
      seenFingerprints: seen.length > 0 ? [] : shown,
    });
  } catch (error) {
    ctx.log.warn(
      { err: error, requestId: ctx.requestId },
      'the feed did not answer; showing the best of the day',
    );
    const known = new Set(seen);
    const best = await bestOfDay(ctx, { channel, limit: LIST_SIZE });
    const unseen = best.filter((id) => !known.has(id)).map((id) => ({ id }));
    const ids = (await withoutUnasked(ctx, unseen)).map(({ id }) => id);
    return { ids, shapes: plainShapes(ids.length, 'best'), trail: [], model: 0, last: true };
  }
}

/** Notes beyond a page that are read with it, in case some of the page's may not be seen any more. */
const SPARE = 6;

/** A place, and whether what was sent from there on counts as not seen. */
type Place = ListPlace & { anew: boolean };

/** The list a cursor stands in, or the one that follows it, or a new one where its row was lost. */
async function listAt(
  ctx: Context,
  { place, channel, limit }: { place: Place; channel: string | undefined; limit: number },
): Promise<List> {
  const { token, position, seen: shown, anew } = place;
  const wanted = { token, from: position, count: limit + SPARE, anew };
  let row = await readRow(ctx, wanted);
  if (row?.unseen) {
    await rankTail(ctx, row.unseen, position + limit);
    row = await readRow(ctx, wanted);
  }
  if (!row) return newList(ctx, { channel: channel ?? null, seen: [], shown });
  if (row.asked)
    return newList(ctx, { channel: row.channel, seen: await shownIn(ctx, token, position), shown });
  if (position < row.length || row.last)
    return { ...row, token, start: position, shown, kept: Promise.resolve() };
  return newList(ctx, { channel: row.channel, seen: await shownIn(ctx, token), shown });
}

/** Visibility is decided page by page: what may not be seen is skipped and the page topped up to its size. */
async function fillPage(ctx: Context, list: List, limit: number) {
  const views: (CardView & { more: { position: number } })[] = [];
  let position = list.start;
  let ids = list.ids;
  while (views.length < limit && position < list.length) {
    const wanted = ids.slice(0, limit - views.length);
    const cards = await cardViews(ctx, wanted);
    for (const [index, id] of wanted.entries()) {
      const view = cards.get(id);
      if (view) views.push({ ...view, more: { position: position + index } });
    }
    position += wanted.length;
    ids = ids.slice(wanted.length);
    if (ids.length === 0 && views.length < limit && position < list.length) {
      await list.kept;
      ids = (await readRow(ctx, { token: list.token, from: position, count: limit, anew: false }))?.ids ?? [];
      if (ids.length === 0) break;
    }
  }
  return { views, position };
}

async function requireChannel(ctx: Context, slug: string): Promise<void> {
  const { items } = await listChannels(ctx);
  if (!items.some((channel) => channel.slug === slug)) throw new AppError('feed.channel');
}
