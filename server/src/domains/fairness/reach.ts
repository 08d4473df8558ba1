import { sql } from 'kysely';
import type { api, OutputOf } from '@jujube/contract';
import { personId, type Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import type { Id } from '../../kernel/ids.ts';
import { guaranteeOf, impressionsOf, readersOf } from '../feed/index.ts';
import { requireVisibleNote, type VisibleNote } from '../notes/index.ts';
import { takeIn } from './arrive.ts';
import { addDays, dayOf } from './calendar.ts';
import { lastClosed, writing } from './ledger.ts';
import { promisedAt, readWeights } from './weights.ts';

type Reach = OutputOf<ReturnType<typeof api<'GET /notes/:id/reach'>>>;

interface Standing {
  publishedAt: Date;
  admission: 'eligible' | 'author_limit' | 'device_limit' | 'late';
  outcome: 'kept' | 'too_few_readers' | 'not_shown' | 'withdrawn' | 'earlier' | null;
  given: number | null;
}

/** Who was shown one's own note. Throws `note.not_found`, and `access.denied` for another's. */
export async function readReach(ctx: Context, { id }: { id: Id }): Promise<Reach> {
  const note = await requireVisibleNote(ctx, id);
  if (note.authorId !== personId(ctx.viewer)) throw new AppError('access.denied');
  const days = daysOf(await readImpressions(ctx, id));
  const guarantee = await readGuarantee(ctx, note);
  return { days, total: days.reduce((sum, { total }) => sum + total, 0), guarantee };
}

interface Row {
  day: string;
  source: string;
  impressions: number;
}

/** Closed days as they were kept, open ones from the log. */
async function readImpressions(ctx: Context, noteId: Id): Promise<Row[]> {
  const closed = await lastClosed(ctx);
  const [kept, open] = await Promise.all([
    sql<Row>`select day::text as day, source, impressions from note_reach
      where note_id = ${noteId}::bigint order by day, source`.execute(ctx.db),
    impressionsOf(ctx, { noteId, from: closed === '' ? '-infinity' : addDays(closed, 1) }),
  ]);
  return [...kept.rows, ...open];
}

function daysOf(rows: readonly Row[]): Reach['days'] {
  return [...Map.groupBy(rows, ({ day }) => day)].map(([day, own]) => ({
    day,
    total: own.reduce((sum, { impressions }) => sum + impressions, 0),
    sources: own
      .map(({ source, impressions }) => ({ source, impressions }))
      .sort((a, b) => b.impressions - a.impressions),
  }));
}

async function readGuarantee(ctx: Context, note: VisibleNote): Promise<Reach['guarantee']> {
  const known = (await standingOf(ctx, note.id)) ?? (await takenIn(ctx, note));
  const { hours, perAuthor } = guaranteeOf(ctx.config);
  const promised = promisedAt(await readWeights(ctx), note.publishedAt);
  const rule = { promised, hours, perAuthor };
  if (!known) {
    const why = note.visibility === 'public' ? null : 'not_public';
    return {
      standing: why ? 'ineligible' : 'open',
      given: 0,
      owed: why ? 0 : promised,
      ...rule,
      endsAt: null,
      why,
    };
  }
  const { publishedAt, admission, outcome } = known;
  const endsAt = new Date(publishedAt.getTime() + hours * 3_600_000);
  const given = known.given ?? (await givenUntilNow(ctx, { note, publishedAt, endsAt }));
  const told = { given, ...rule, endsAt: endsAt.toISOString() };
  if (outcome === 'withdrawn' || outcome === 'earlier')
    return { ...told, standing: 'ineligible', owed: 0, why: outcome };
  if (admission !== 'eligible') return { ...told, standing: 'ineligible', owed: 0, why: admission };
  const owed = Math.max(0, promised - given);
  if (outcome === 'kept' || owed === 0) return { ...told, standing: 'kept', owed: 0, why: null };
  return { ...told, standing: outcome === null ? 'open' : 'missed', owed, why: outcome };
}

async function standingOf({ db }: Pick<Context, 'db'>, noteId: Id): Promise<Standing | undefined> {
  const { rows } = await sql<Standing>`
    select published_at as "publishedAt", admission, outcome, given from fairness_notes
    where note_id = ${noteId}::bigint`.execute(db);
  return rows[0];
}

/** A note of the last minute, once the feed has it. */
async function takenIn(ctx: Context, note: VisibleNote): Promise<Standing | undefined> {
  const isNew = dayOf(note.publishedAt) >= addDays(dayOf(ctx.now()), -1);
  if (note.visibility !== 'public' || !isNew) return undefined;
  await writing(ctx, false, async (tx) => void (await takeIn(tx)));
  return standingOf(ctx, note.id);
}

async function givenUntilNow(
  ctx: Context,
  { note, publishedAt, endsAt }: { note: VisibleNote; publishedAt: Date; endsAt: Date },
): Promise<number> {
  const readers = await readersOf(ctx, [{ noteId: note.id, from: publishedAt, to: endsAt }]);
  return readers.get(note.id) ?? 0;
}
