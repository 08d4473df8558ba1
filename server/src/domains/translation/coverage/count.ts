import { LOCALES } from '@jujube/contract';
import { sql } from 'kysely';
import type { Context } from '../../../kernel/context.ts';
import { subscribe, task, type Task } from '../../../kernel/events.ts';
import { textLanguageOf } from '../../../kernel/languages.ts';
import { transact } from '../../../kernel/transaction.ts';
import { communityChanged } from '../../community/index.ts';
import { STORED } from '../rules.ts';
import { LAGS } from './figures.ts';

/** Whoever counts holds this: of two at once the slower one would write older figures over newer ones. */
const COUNTING = 7_264_033;
/** Hours that are counted in one transaction. */
const HOURS = 6;

/** Counts what changed, every minute; costs one look where nothing did. */
export const countTasks: Task[] = [
  task({ name: 'translation.count', priority: 20 }, async (ctx) => {
    while ((await countTouched(ctx)) > 0);
  }),
];
export const countCrontab = '* * * * * translation.count';

/** Texts may be for members only from now on. */
export const countSubscriptions = [
  subscribe(communityChanged, 'translation.count-again', async ({ db }) => {
    await sql`insert into translation_touched (hour) select distinct hour from translation_hours`.execute(db);
  }),
];

/**
 * Counts the newest hours in which something changed, and answers how many; none while somebody else counts. An hour of
 * 24 texts a second takes about half a second.
 */
export async function countTouched(ctx: Context, most = HOURS): Promise<number> {
  return transact(ctx, async ({ db }) => {
    const { rows } = await sql<{ hour: Date }>`
      with mine as materialized (select pg_try_advisory_xact_lock(${COUNTING}) as ours),
      hours as materialized (
        select distinct hour from translation_touched where (select ours from mine) order by hour desc limit ${most}),
      gone as (delete from translation_touched t using hours h where t.hour = h.hour)
      select hour from hours`.execute(db);
    const hours = rows.map(({ hour }) => hour);
    if (hours.length === 0) return 0;
    await sql`delete from translation_hours where hour = any(${hours}::timestamptz[])`.execute(db);
    await sql`
      insert into translation_hours (hour, open, source, target, state, engine, texts, characters, lags)
      select hour, open, source, target, state, engine, count(*), sum(characters), ${CLASSES} from (${standings(hours)}) s
      group by 1, 2, 3, 4, 5, 6`.execute(db);
    return hours.length;
  });
}

/** How many came in each class of `LAGS`. */
const CLASSES = sql`array[${sql.join(
  [...LAGS, null].map((_, at) => sql`count(*) filter (where class = ${sql.lit(at)})`),
)}]::integer[]`;

const RANK = sql.lit(`{${STORED.join(',')}}`);

/** SQL: each text of some hours in each language of the pages, with its best version. */
function standings(hours: readonly Date[]) {
  const targets = LOCALES.map(textLanguageOf);
  return sql`
    select h.hour, x.open, x.language as source, l.target, x.characters,
      case when x.language = l.target then 'original' else coalesce(b.state, 'missing') end as state,
      case when x.language = l.target then '' else coalesce(b.engine, '') end as engine,
      width_bucket(b.lag, ${sql.lit(`{${LAGS.join(',')}}`)}::float8[]) as class
    from unnest(${hours}::timestamptz[]) h(hour)
      join texts x on x.written_at >= h.hour and x.written_at < h.hour + interval '1 hour'
      cross join unnest(${targets}::text[]) l(target)
      left join lateral (
        select t.state, t.engine, extract(epoch from t.created_at - x.written_at)::float8 as lag from translations t
        where x.language <> l.target and t.kind = x.kind and t.id = x.id and t.field = x.field and t.language = l.target
          and t.source_version = x.version
        order by array_position(${RANK}::text[], t.state) limit 1) b on true
    where x.language <> 'und' and x.characters > 0`;
}
