import type pg from 'pg';
import { packShape, SHAPE_BYTES, type SourceName } from '../domains/feed/shape.ts';
import { uuidv7, type Id } from '../kernel/ids.ts';

// The feed's log as tests want it: rows as the feed's own writers write them, without readers and rankings.

/** A note as it came to the feed. */
export interface FeedNote {
  id: Id;
  authorId: Id;
  publishedAt: Date;
  /** When the feed heard of it: at once, unless told. */
  cameAt?: Date;
  language?: string;
  channel?: string | null;
}

/** Tells the feed of notes, in this order. */
export async function insertFeedNotes(pool: pg.Pool, notes: readonly FeedNote[]): Promise<void> {
  await pool.query(
    `insert into feed_notes (note_id, revision, author_id, published_at, language, channel, terms, at)
     select one.id, 0, one."authorId", one."publishedAt", coalesce(one.language, 'en'), one.channel, '{1}',
       coalesce(one."cameAt", one."publishedAt")
     from json_to_recordset($1) as one (id bigint, "authorId" bigint, "publishedAt" timestamptz, language text, channel text, "cameAt" timestamptz)
     on conflict do nothing`,
    [JSON.stringify(notes)],
  );
}

/** Somebody saw a card; each call is a list of its own, made at that moment. */
export interface Impression {
  noteId: Id;
  reader: Id;
  at: Date;
  source?: SourceName;
}

/** Puts impressions into the log. */
export async function insertImpressions(pool: pg.Pool, seen: readonly Impression[]): Promise<void> {
  const days = [...new Set(seen.map(({ at }) => at.toISOString().slice(0, 10)))];
  for (const day of days) await pool.query('select signals_day($1)', [day]);
  const rows = seen.map(({ noteId, reader, at, source = 'fresh' }) => ({
    ...{ noteId, reader, at },
    list: uuidv7(at.getTime()),
    day: at.toISOString().slice(0, 10),
    shape: Buffer.from(shapeFrom(source)).toString('base64'),
  }));
  await pool.query(
    `insert into signals (day, list, position, kind, reader, note_id, shape, model, at)
     select day, list, 0, 0, reader, "noteId", decode(shape, 'base64'), 1, at
     from json_to_recordset($1) as one (day date, list uuid, reader bigint, "noteId" bigint, shape text, at timestamptz)`,
    [JSON.stringify(rows)],
  );
}

function shapeFrom(source: SourceName): Uint8Array {
  const bytes = new Uint8Array(SHAPE_BYTES);
  const plain = { because: null, reading: 'first', followed: false, guaranteed: false } as const;
  const none = { likeness: 0, wish: 0, relation: 0, quality: 1, ageHours: 0, propensity: 1 };
  packShape({ ...plain, ...none, source, terms: ['none', 'none'] }, bytes, 0);
  return bytes;
}
