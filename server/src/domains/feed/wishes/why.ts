import { sql } from 'kysely';
import type { Note } from '@jujube/contract';
import type { Context } from '../../../kernel/context.ts';
import { AppError } from '../../../kernel/errors.ts';
import { idsOf, type Id } from '../../../kernel/ids.ts';
import { cardsFor, readNote } from '../../notes/index.ts';
import { readerOf } from '../lists/reader.ts';
import { ANY_VISITOR, readStretch } from '../lists/tokens.ts';
import { SHAPE_BYTES, unpackShape, type Placed, type Term } from '../shape.ts';
import type { Wish } from './asks.ts';
import { channelsCalled, namedWishes, wishesOf, type NamedWish } from './queries.ts';

interface Place {
  list: string;
  position: number;
  note: Id;
}

interface Because {
  kind: 'note' | 'topic' | 'author' | 'channel';
  id: string;
  name: string;
}

/** So many of a note's topics are offered. */
const MOST_TOPICS = 4;

/**
 * Why a note stands where it stands in a list of the reader's: what the ranking wrote down when it placed it there, the
 * same bytes that the log has. Throws `feed.why_lost` where the list is gone, another's, or has something else there.
 */
export async function why(ctx: Context, place: Place) {
  const { shape, trail } = await readPlace(ctx, place);
  const note = await readNote(ctx, { id: place.note });
  const [because, asks] = await Promise.all([becauseOf(ctx, { shape, trail, note }), asksAbout(ctx, note)]);
  return {
    source: shape.source,
    because,
    terms: shape.terms.filter((term): term is Exclude<Term, 'none'> => term !== 'none'),
    guaranteed: shape.guaranteed,
    foreign: shape.reading === 'foreign',
    followed: shape.followed,
    language: note.language,
    asks,
  };
}

interface Row {
  shape: Buffer;
  trail: string;
}

async function readPlace(
  ctx: Context,
  { list, position, note }: Place,
): Promise<{ shape: Placed; trail: Id[] }> {
  const stretch = readStretch(ctx.secrets, list, ctx.now());
  if (typeof stretch === 'string' || position < stretch.from || position >= stretch.to)
    throw new AppError('feed.why_lost');
  if (stretch.reader !== ANY_VISITOR && stretch.reader !== readerOf(ctx, stretch.list))
    throw new AppError('feed.why_lost');
  const { rows } = await sql<Row>`
    select substring(shapes from ${position * SHAPE_BYTES + 1}::int for ${SHAPE_BYTES}::int) as shape,
      array_to_string(trail, ',') as trail
    from feed_lists where token = ${stretch.list} and viewer_id is not distinct from ${ctx.viewer.id}::bigint
      and ids[${position + 1}::int] = ${note}::bigint`.execute(ctx.db);
  const row = rows[0];
  if (row?.shape.length !== SHAPE_BYTES) throw new AppError('feed.why_lost');
  return { shape: unpackShape(row.shape), trail: idsOf(row.trail) };
}

interface Told {
  shape: Placed;
  trail: readonly Id[];
  note: Note;
}

/** What made the source find it, by a name the reader knows; null where nothing did, or they may not see it any more. */
async function becauseOf(ctx: Context, { shape, trail, note }: Told): Promise<Because | null> {
  const { source, because } = shape;
  if (source === 'following') return { kind: 'author', id: note.author.id, name: note.author.name };
  if (source === 'channel') return channelOf(ctx, note.channel);
  if (because === null) return null;
  if (source === 'topic') {
    const id = await topicAt(ctx, note.id, because);
    const topic = note.topics.find((one) => one.id === id);
    return topic ? { kind: 'topic', id: topic.id, name: topic.name } : null;
  }
  const known = trail[because];
  if (known === undefined) return null;
  const card = (await cardsFor(ctx, [known])).get(known);
  return card ? { kind: 'note', id: known, name: card.shown.title || card.author.name } : null;
}

/** The topic that stood at a place among the note's when it was ranked. */
async function topicAt({ db }: Pick<Context, 'db'>, note: Id, place: number): Promise<string | undefined> {
  const { rows } = await sql<{ topic: string | null }>`
    select topics[${place + 1}::int]::text as topic from feed_notes where note_id = ${note} order by revision desc limit 1`.execute(
    db,
  );
  return rows[0]?.topic ?? undefined;
}

async function channelOf(ctx: Context, slug: string | null): Promise<Because | null> {
  const name = slug && (await channelsCalled(ctx)).get(slug);
  return slug && name ? { kind: 'channel', id: slug, name } : null;
}

/** What of a note a reader may ask more or less of, with what they asked so far. */
async function asksAbout(ctx: Context, { author, channel, topics }: Note): Promise<NamedWish[]> {
  if (ctx.viewer.id === null) return [];
  const asked = new Map((await wishesOf(ctx)).map(({ kind, key, value }) => [`${kind}:${key}`, value]));
  const ask = (kind: Wish['kind'], key: string): Wish => ({
    kind,
    key,
    value: asked.get(`${kind}:${key}`) ?? 0,
  });
  return namedWishes(ctx, [
    ...topics.slice(0, MOST_TOPICS).map(({ id }) => ask('topic', id)),
    ...(author.id === ctx.viewer.id ? [] : [ask('author', author.id)]),
    ...(channel === null ? [] : [ask('channel', channel)]),
  ]);
}
