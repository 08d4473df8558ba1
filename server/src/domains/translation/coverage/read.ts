import type { api, OutputOf } from '@jujube/contract';
import { sql, type RawBuilder } from 'kysely';
import type { Context } from '../../../kernel/context.ts';
import { textLanguageOf } from '../../../kernel/languages.ts';
import { readCommunity } from '../../community/index.ts';
import { dayOf } from '../ask.ts';
import { TRANSLATE } from '../texts.ts';
import { countTouched } from './count.ts';
import { added, isGood, quantile, STANDINGS, type Standing } from './figures.ts';

export type Coverage = OutputOf<ReturnType<typeof api<'GET /admin/translation'>>>;

const HOUR_MS = 3600_000;
/** The hours of a day, and the one that has just begun. */
const HOURS = 25;
/** Pairs of languages that are shown, those with most texts first. */
const MOST_PAIRS = 12;
/** Jobs that wait are counted no further. */
const MOST_WAITING = 10_000;

interface HourRow {
  hour: Date;
  source: string;
  target: string;
  state: Standing;
  engine: string;
  texts: number;
  lags: number[];
}

/** How much of what everybody may read can be read in each language of the pages, how soon, and what it costs. */
export async function readCoverage(ctx: Context): Promise<Coverage> {
  // What is looked at is counted first, so that it is of this moment.
  await countTouched(ctx);
  const { languages, membersOnly } = await readCommunity(ctx);
  const targets = languages.map(textLanguageOf);
  // Where everything is for members, nothing is public, and what members read is what counts.
  const scope = sql<boolean>`(h.open or ${membersOnly}) and h.target = any(${targets}::text[])`;
  const [totals, pairs, recent, waiting, spent, uncounted] = await Promise.all([
    readTotals(ctx, scope),
    readPairs(ctx, scope),
    readRecent(ctx, scope),
    readWaiting(ctx),
    readSpending(ctx),
    countUncounted(ctx),
  ]);
  const engines = ctx.providers.translate.engines.map((facts) => engineToday(facts, spent.get(facts.name)));
  return {
    on: ctx.config.translation.on,
    membersOnly,
    at: ctx.now().toISOString(),
    uncounted,
    languages: targets.map((language) => ({ language, states: statesOf(totals, language) })),
    pairs: pairs.map((pair) => ({ ...pair, ...lagsOf(recent.filter(ofPair(pair))) })),
    ...lately(ctx, recent),
    fallback: fallbackOf(
      recent,
      engines.map(({ name }) => name),
    ),
    engines,
    waiting,
  };
}

function statesOf(totals: readonly Total[], language: string) {
  return STANDINGS.map((state) => ({
    state,
    texts: totals
      .filter((one) => one.target === language && one.state === state)
      .reduce((sum, { texts }) => sum + texts, 0),
  }));
}

/** The last hours one by one, what made their versions, and how soon. */
function lately({ now }: Context, recent: readonly HourRow[]): Pick<Coverage, 'hours' | 'made' | 'lags'> {
  const current = Math.floor(now().getTime() / HOUR_MS) * HOUR_MS;
  const starts = Array.from({ length: HOURS }, (_, at) => current - (HOURS - 1 - at) * HOUR_MS);
  const hours = starts.map((start) => {
    const own = recent.filter(({ hour }) => hour.getTime() === start);
    const sum = (...states: Standing[]) =>
      own.filter(({ state }) => states.includes(state)).reduce((all, { texts }) => all + texts, 0);
    return {
      hour: new Date(start).toISOString(),
      people: sum('author', 'human'),
      rules: sum('phrasebook', 'converted'),
      machine: sum('machine'),
      gloss: sum('gloss', 'phrasebook_slots'),
      missing: sum('missing'),
    };
  });
  const kinds = Map.groupBy(
    recent.filter(({ state }) => state !== 'original'),
    ({ state, engine }) => JSON.stringify([state, engine]),
  );
  const made = [...kinds.values()]
    .map((rows) => ({
      state: rows[0]!.state,
      engine: rows[0]!.engine,
      texts: rows.reduce((sum, { texts }) => sum + texts, 0),
    }))
    .sort((a, b) => b.texts - a.texts);
  const lags = [current - HOUR_MS, starts[0]!].map((start) => ({
    since: new Date(start).toISOString(),
    ...lagsOf(recent.filter(({ hour }) => hour.getTime() >= start)),
  }));
  return { hours, made, lags };
}

/** Of versions that are machine or better: how many, and within how many seconds half of them and 95 % came. */
function lagsOf(rows: readonly HourRow[]): { recent: number; p50: number | null; p95: number | null } {
  const good = rows.filter(({ state }) => isGood(state));
  const classes = added(good.map(({ lags }) => lags));
  const recent = good.reduce((sum, { texts }) => sum + texts, 0);
  return { recent, p50: quantile(classes, 0.5), p95: quantile(classes, 0.95) };
}

function ofPair({ from, to }: { from: string; to: string }): (row: HourRow) => boolean {
  return ({ source, target }) => source === from && target === to;
}

/** Of what an engine should have made in the last day, the share that the first did not make; null where there is none. */
function fallbackOf(recent: readonly HourRow[], engines: readonly string[]): number | null {
  const [first] = engines;
  if (first === undefined) return null;
  const due = recent.filter(({ state }) => state === 'machine' || (state !== 'original' && !isGood(state)));
  const sum = (rows: readonly HourRow[]) => rows.reduce((all, { texts }) => all + texts, 0);
  const all = sum(due);
  return all === 0
    ? null
    : sum(due.filter(({ state, engine }) => state !== 'machine' || engine !== first)) / all;
}

interface Total {
  target: string;
  state: Standing;
  texts: number;
}

async function readTotals({ db }: Context, scope: RawBuilder<boolean>): Promise<Total[]> {
  const { rows } = await sql<Total>`
    select target, state, sum(texts)::int as texts from translation_hours h where ${scope} group by 1, 2`.execute(
    db,
  );
  return rows;
}

async function readPairs({ db }: Context, scope: RawBuilder<boolean>) {
  const { rows } = await sql<{ from: string; to: string; texts: number; good: number }>`
    select source as "from", target as "to", sum(texts)::int as texts,
      coalesce(sum(texts) filter (where state = any(${STANDINGS.filter(isGood)}::text[])), 0)::int as good
    from translation_hours h where ${scope} and source <> target
    group by 1, 2 order by 3 desc, 1, 2 limit ${MOST_PAIRS}`.execute(db);
  return rows;
}

async function readRecent({ db, now }: Context, scope: RawBuilder<boolean>): Promise<HourRow[]> {
  const from = new Date(now().getTime() - HOURS * HOUR_MS);
  const { rows } = await sql<HourRow>`
    select hour, source, target, state, engine, texts, lags from translation_hours h where ${scope} and hour > ${from}`.execute(
    db,
  );
  return rows;
}

async function readWaiting({ db }: Context): Promise<Coverage['waiting']> {
  const count = (due: RawBuilder<boolean>) => sql`(select count(*) from (
    select from waiting_jobs where task = ${TRANSLATE.name} and ${due}
    union all select from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
      where t.identifier = ${TRANSLATE.name} and attempts < max_attempts and ${due}
    limit ${MOST_WAITING}) n)::int`;
  const { rows } = await sql<{ now: number; later: number }>`
    select ${count(sql`run_at <= now()`)} as now, ${count(sql`run_at > now()`)} as later`.execute(db);
  return rows[0]!;
}

interface Spent {
  engine: string;
  requests: number;
  characters: number;
  failed: number;
  refused: number;
  turnedAway: number;
}

async function readSpending({ db, now }: Context): Promise<Map<string, Spent>> {
  const { rows } = await sql<Spent>`
    select engine, requests, characters::float8 as characters, failed, refused, turned_away as "turnedAway"
    from translation_spending where day = ${dayOf(now())}::date`.execute(db);
  return new Map(rows.map((row) => [row.engine, row]));
}

type Facts = Context['providers']['translate']['engines'][number];

function engineToday(
  { name, forPrivate, charactersPerDay, centsPerMillion }: Facts,
  spent: Spent | undefined,
): Coverage['engines'][number] {
  const {
    requests = 0,
    characters = 0,
    failed = 0,
    refused = 0,
    turnedAway = 0,
  } = spent ?? ({} as Partial<Spent>);
  const cents = centsPerMillion === null ? null : (characters * centsPerMillion) / 1e6;
  return {
    ...{ name, forPrivate, charactersPerDay, centsPerMillion },
    ...{ requests, characters, failed, refused, turnedAway, cents },
  };
}

async function countUncounted({ db }: Context): Promise<number> {
  const { rows } = await sql<{ hours: number }>`
    select count(distinct hour)::int as hours from translation_touched`.execute(db);
  return rows[0]!.hours;
}
