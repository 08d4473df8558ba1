import { createHmac } from 'node:crypto';
import { DIMENSIONS, LEAST_CELL, type Dimension, type FairnessDay } from '@jujube/contract';
import { sql } from 'kysely';
import type { Tx } from '../../kernel/transaction.ts';
import { guaranteeOf, PROMISE_HOURS, shownOn } from '../feed/index.ts';
import { byBand } from './bands.ts';
import { addDays, startOf } from './calendar.ts';
import { promisedAt, weightsOn, type readWeights } from './weights.ts';

const HOUR_MS = 3_600_000;

interface Making {
  day: string;
  final: boolean;
  /** Of the day's pseudonyms. */
  key: Buffer;
  weights: Awaited<ReturnType<typeof readWeights>>;
}

/** Makes the page of a day from the log and from what is known of its notes. */
export async function makeDay(tx: Tx, { day, final, key, weights }: Making): Promise<FairnessDay> {
  const [shown, bands, rest] = await Promise.all([
    readShown(tx, day),
    readBands(tx, day),
    readEndings(tx, day),
  ]);
  const total = shown.bands.followers.reduce((sum, { impressions }) => sum + impressions, 0);
  const withheld = total > 0 && total < LEAST_CELL;
  const { cells, sums } = withheld ? NOTHING : shown;
  const dimensions = Object.fromEntries(
    DIMENSIONS.map((dimension) => [
      dimension,
      joinBands(bands[dimension], withheld ? [] : shown.bands[dimension], dimension),
    ]),
  ) as FairnessDay['dimensions'];
  const end = startOf(addDays(day, 1));
  return {
    version: 1,
    ...{ day, final, madeAt: tx.now().toISOString(), k: LEAST_CELL, withheld },
    guarantee: { ...guaranteeOf(tx.config), impressions: promisedAt(weights, end) },
    weights: weightsOn(weights, end),
    dimensions,
    notes: cells
      .map((cell) => ({ ...cell, note: pseudonym(key, cell.note) }))
      .sort((a, b) => compare(a.note + a.source, b.note + b.source)),
    merged: [...sums].sort((a, b) => compare(a.band + a.source, b.band + b.source)),
    ...rest,
  };
}

type ByDimension<Row> = Record<Dimension, Row[]>;

interface Band {
  band: string;
  notes: number;
  impressions: number;
}

/** A note as one source brought it to at least k readers. */
interface Cell {
  note: string;
  source: string;
  band: string;
  impressions: number;
}

/** Notes of one source and band that fewer than k saw, together. */
interface Sum {
  source: string;
  band: string;
  notes: number;
  impressions: number;
}

const NOTHING: Pick<Shown, 'cells' | 'sums'> = { cells: [], sums: [] };

interface Shown {
  bands: ByDimension<Omit<Band, 'notes'>>;
  cells: Cell[];
  sums: Sum[];
}

/** What readers saw on a day: by band, by note and source where at least k did, and the rest together. */
async function readShown({ db }: Tx, day: string): Promise<Shown> {
  const k = sql.lit(LEAST_CELL);
  const parts = DIMENSIONS.map(
    (
      name,
    ) => sql`select ${sql.lit(name)} as dimension, ${sql.ref(name)} as band, sum(impressions)::int as impressions
      from shown group by 2`,
  );
  const { rows } = await sql<{
    bands: { dimension: Dimension; band: string; impressions: number }[] | null;
    cells: Cell[] | null;
    sums: Sum[] | null;
  }>`
    with shown as materialized (
      select seen.note_id, seen.source, seen.impressions, n.followers, n.age, n.language, n.region, n.channel
      from ${shownOn(day)} seen join fairness_notes n on n.note_id = seen.note_id),
    cells as (
      select note_id::text as note, source, followers as band, impressions from shown where impressions >= ${k}),
    sums as (
      select source, followers as band, count(*)::int as notes, sum(impressions)::int as impressions
      from shown where impressions < ${k} group by source, followers)
    select (select json_agg(p) from (${sql.join(parts, sql` union all `)}) p) as bands,
      (select json_agg(c) from cells c) as cells, (select json_agg(s) from sums s) as sums`.execute(db);
  const { bands, cells, sums } = rows[0]!;
  return { bands: grouped(bands ?? []), cells: cells ?? [], sums: sums ?? [] };
}

/** A day's eligible notes by band. */
async function readBands({ db }: Tx, day: string): Promise<ByDimension<Omit<Band, 'impressions'>>> {
  const parts = DIMENSIONS.map(
    (name) =>
      sql`select ${sql.lit(name)} as dimension, ${sql.ref(name)} as band, count(*)::int as notes from own group by 2`,
  );
  const { rows } = await sql<{ dimension: Dimension; band: string; notes: number }>`
    with own as (select * from fairness_notes
      where day = ${day}::date and (admission = 'eligible' and outcome is distinct from 'withdrawn' or outcome = 'earlier'))
    ${sql.join(parts, sql` union all `)}`.execute(db);
  return grouped(rows);
}

function grouped<Row extends { dimension: Dimension }>(rows: readonly Row[]): ByDimension<Row> {
  const of = (name: Dimension) => rows.filter(({ dimension }) => dimension === name);
  return Object.fromEntries(DIMENSIONS.map((name) => [name, of(name)])) as ByDimension<Row>;
}

function joinBands(
  notes: readonly Omit<Band, 'impressions'>[],
  shown: readonly Omit<Band, 'notes'>[],
  dimension: Dimension,
): Band[] {
  const rows = new Map<string, Band>(notes.map(({ band, notes }) => [band, { band, notes, impressions: 0 }]));
  for (const { band, impressions } of shown)
    rows.set(band, { band, notes: rows.get(band)?.notes ?? 0, impressions });
  return [...rows.values()].sort((a, b) => byBand(dimension)(a.band, b.band));
}

interface EndingRow {
  kept: number;
  too_few_readers: number;
  not_shown: number;
  earlier: number;
  exact: number[];
  zero: number;
  few: number;
}

/** How first days ended on this day, and which of the day's notes were promised nothing. */
async function readEndings(
  { db }: Tx,
  day: string,
): Promise<Pick<FairnessDay, 'firstDay' | 'ended' | 'ineligible'>> {
  const from = new Date(startOf(day).getTime() - PROMISE_HOURS * HOUR_MS);
  const to = new Date(startOf(addDays(day, 1)).getTime() - PROMISE_HOURS * HOUR_MS);
  const watched = sql`outcome in ('kept', 'too_few_readers', 'not_shown')`;
  const outcome = (name: string) => sql`count(*) filter (where outcome = ${sql.lit(name)})::int`;
  const { rows } = await sql<EndingRow>`
    select ${outcome('kept')} as kept, ${outcome('too_few_readers')} as too_few_readers,
      ${outcome('not_shown')} as not_shown, ${outcome('earlier')} as earlier,
      count(*) filter (where ${watched} and given = 0)::int as zero,
      count(*) filter (where ${watched} and given between 1 and ${sql.lit(LEAST_CELL - 1)})::int as few,
      coalesce(json_agg(given order by given) filter (where ${watched} and given >= ${sql.lit(LEAST_CELL)}), '[]') as exact
    from fairness_notes where published_at >= ${from} and published_at < ${to} and outcome is not null`.execute(
    db,
  );
  const { zero, few, exact, ...ended } = rows[0]!;
  return { firstDay: { zero, few, exact }, ended, ineligible: await readIneligible({ db }, day) };
}

async function readIneligible({ db }: Pick<Tx, 'db'>, day: string): Promise<FairnessDay['ineligible']> {
  const { rows } = await sql<FairnessDay['ineligible']>`
    select count(*) filter (where admission = 'author_limit')::int as author_limit,
      count(*) filter (where admission = 'device_limit')::int as device_limit,
      count(*) filter (where admission = 'late' and outcome is null)::int as late,
      count(*) filter (where outcome = 'withdrawn')::int as withdrawn
    from fairness_notes where day = ${day}::date`.execute(db);
  return rows[0]!;
}

/** The same for a note all through a day, and another the next. */
function pseudonym(key: Buffer, note: string): string {
  return createHmac('sha256', key).update(note).digest('base64url').slice(0, 16);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
