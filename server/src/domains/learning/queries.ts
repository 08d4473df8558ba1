import type { api, OutputOf } from '@jujube/contract';
import { sql, type RawBuilder } from 'kysely';
import { personId, type Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import type { Id } from '../../kernel/ids.ts';
import { PAGE, pageOf, readUuidCursor } from '../../kernel/paging.ts';
import { cardsFor } from '../notes/index.ts';
import { DAILY, dayIn, daysAhead, endOfDay, isTimeZone, type Memory } from './rules.ts';

export type OwnWord = OutputOf<ReturnType<typeof api<'PUT /learning/words/:id'>>>;
type Review = OutputOf<ReturnType<typeof api<'GET /learning/review'>>>;

export interface WordRow extends Memory {
  id: string;
  word: string;
  language: string;
  reading: string;
  meaning: string;
  sentence: string;
  sentence_language: string;
  known: boolean;
  created_at: Date;
  note_id: Id | null;
}

const COLUMNS = sql`w.id, w.word, w.language, w.reading, w.meaning, w.sentence, w.sentence_language, w.known, w.created_at,
  w.note_id, w.due, w.stability, w.difficulty, w.reviews, w.lapses, w.stage, w.reviewed_at`;

interface Page {
  q?: string;
  cursor?: string;
  limit?: number;
}

/** One's own words, the last added first; with `q`, those that have it in word, reading, meaning or sentence. */
export async function listWords(ctx: Context, { q = '', cursor, limit = PAGE }: Page) {
  const after = readUuidCursor(cursor);
  const pattern = `%${q
    .trim()
    .toLowerCase()
    .replace(/[\\%_]/g, '\\$&')}%`;
  const { rows } = await sql<WordRow>`
    select ${COLUMNS} from learning_words w
    where w.person_id = ${personId(ctx.viewer)} and w.removed_at is null
      and (${pattern === '%%'}::boolean or lower(concat_ws(E'\n', w.word, w.reading, w.meaning, w.sentence)) like ${pattern})
      and (${after?.id ?? null}::uuid is null or (w.created_at, w.id) < (${after?.time ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    order by w.created_at desc, w.id desc limit ${limit + 1}`.execute(ctx.db);
  const page = pageOf(rows, limit, (row) => ({ time: row.created_at, id: row.id }));
  return { items: await shown(ctx, page.rows), cursor: page.cursor };
}

interface ReviewInput {
  timeZone?: string;
  more?: boolean;
}

/** What is due today, those that wait longest first; no more than five a day, or five more. */
export async function listReview(ctx: Context, { timeZone, more = false }: ReviewInput): Promise<Review> {
  const person = personId(ctx.viewer);
  const zone = await zoneOf(ctx, timeZone);
  const day = dayIn(zone, ctx.now());
  const { rows: counts } = await sql<{ done: number; waiting: number; next: Date | null }>`
    select (select count(distinct r.word_id)::int from learning_reviews r
        where r.person_id = ${person} and r.day = ${day}::date) as done,
      count(*) filter (where w.due < ${endOfDay(zone, ctx.now())}::timestamptz)::int as waiting, min(w.due) as next
    from learning_words w where w.person_id = ${person} and w.removed_at is null and not w.known`.execute(
    ctx.db,
  );
  const { done, waiting, next } = counts[0]!;
  const room = more ? DAILY : Math.max(0, DAILY - done);
  const { rows } = await sql<WordRow>`
    select ${COLUMNS} from learning_words w
    where w.person_id = ${person} and w.removed_at is null and not w.known
      and w.due < ${endOfDay(zone, ctx.now())}::timestamptz
    order by w.due, w.id limit ${room}`.execute(ctx.db);
  const items = await shown(ctx, rows);
  return {
    ...{ day, done, goal: DAILY, waiting },
    next: waiting === 0 && next ? next.toISOString() : null,
    items: items.map((item, at) => ({ ...item, days: daysAhead(rows[at]!, ctx.now()) })),
  };
}

/** One of one's own words. Throws `learning.not_found`. */
export async function readWord(ctx: Context, id: string): Promise<OwnWord> {
  const [word] = await shown(ctx, [await requireWord(ctx, { id })]);
  return word!;
}

/** The row of one's own word, locked where it will be changed. Throws `learning.not_found`. */
export async function requireWord(
  ctx: Pick<Context, 'db' | 'viewer'>,
  { id, lock = false }: { id: string; lock?: boolean },
): Promise<WordRow> {
  const locked: RawBuilder<unknown> = lock ? sql`for update` : sql``;
  const { rows } = await sql<WordRow>`
    select ${COLUMNS} from learning_words w
    where w.id = ${id} and w.person_id = ${personId(ctx.viewer)} and w.removed_at is null ${locked}`.execute(
    ctx.db,
  );
  if (!rows[0]) throw new AppError('learning.not_found');
  return rows[0];
}

/** The zone that the request names, else the one that was named last, else UTC. */
export async function zoneOf(
  { db, viewer }: Pick<Context, 'db' | 'viewer'>,
  named?: string,
): Promise<string> {
  const person = personId(viewer);
  if (named !== undefined && isTimeZone(named)) {
    await sql`insert into learners (person_id, time_zone) values (${person}, ${named})
      on conflict (person_id) do update set time_zone = excluded.time_zone
      where learners.time_zone <> excluded.time_zone`.execute(db);
    return named;
  }
  const learner = await db
    .selectFrom('learners')
    .select('time_zone')
    .where('person_id', '=', person)
    .executeTakeFirst();
  return learner?.time_zone ?? 'UTC';
}

/** Words with the pictures they came with, while their reader may see the note. */
async function shown(ctx: Context, rows: readonly WordRow[]): Promise<OwnWord[]> {
  const cards = await cardsFor(ctx, [...new Set(rows.flatMap(({ note_id: note }) => note ?? []))]);
  return rows.map((row) => {
    const card = row.note_id === null ? undefined : cards.get(row.note_id);
    return {
      id: row.id,
      word: row.word,
      language: row.language,
      reading: row.reading,
      meaning: row.meaning,
      sentence: row.sentence,
      sentenceLanguage: row.sentence_language,
      known: row.known,
      addedAt: row.created_at.toISOString(),
      due: row.due.toISOString(),
      reviews: row.reviews,
      note: card?.id ?? null,
      cover: card?.cover ?? null,
    };
  });
}
