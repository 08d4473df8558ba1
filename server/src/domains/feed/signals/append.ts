import { SIGNAL_KINDS, type SignalKind } from '@jujube/contract';
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Context, Viewer } from '../../../kernel/context.ts';
import { lowestId, type Id } from '../../../kernel/ids.ts';
import { bucketOf } from '../../../kernel/limits.ts';
import {
  statement,
  viewerShape,
  viewerValues,
  viewerWithHoles,
  type Holes,
} from '../../../kernel/statement.ts';
import { commentedBy } from '../../comments/index.ts';
import { authorFollowedBy } from '../../notes/index.ts';
import { likedBy, savedBy } from '../../reactions/index.ts';
import { SHAPE_BYTES } from '../shape.ts';
import type { Origin } from './origin.ts';

/** A signal about a page that was served to this reader; whether that note stood there is found out with the row of its list. */
export interface Given {
  list: string;
  /** The day the list was made: an act counts once in it. */
  day: string;
  /** Behind the last note of the page. */
  to: number;
  position: number;
  note: Id;
  kind: number;
  value: number;
  reader: string;
  model: number;
}

interface Batch extends Origin {
  given: readonly Given[];
  /** What was dropped before, by reason. */
  drops: ReadonlyMap<string, number>;
  today: string;
}

interface Appended {
  /** Seconds to wait: the limit was reached, and nothing was appended. */
  wait: number;
  counted: number;
}

/** Appends a batch in one statement: limit, rows of lists, whether it is so, log, lists to be ranked again, drops. */
export async function append(ctx: Context, batch: Batch): Promise<Appended> {
  const [row] = await run(ctx, { ctx, batch });
  return row!;
}

interface Input {
  ctx: Context;
  batch: Batch;
}

const run = statement<Input, Appended>({
  // It waits for the disk, and the quick ones behind it would too.
  quick: false,
  shape: ({ ctx }) => viewerShape(ctx.viewer),
  values({ ctx, batch: { given, drops, today, network, device } }) {
    const { owner, name, capacity, seconds } = bucketOf(ctx, SIGNALS);
    return {
      ...viewerValues(ctx.viewer),
      ...{ owner, name, capacity, seconds, today, network, device },
      // Comments are found by their ids, which are in the order of time.
      since: lowestId(ctx.now().getTime() - SAID_MS),
      lists: given.map(({ list }) => list),
      days: given.map(({ day }) => day),
      tos: given.map(({ to }) => to),
      positions: given.map(({ position }) => position),
      notes: given.map(({ note }) => note),
      kinds: given.map(({ kind }) => kind),
      values: given.map(({ value }) => value),
      readers: given.map(({ reader }) => reader),
      models: given.map(({ model }) => model),
      reasons: [...drops.keys()],
      dropped: [...drops.values()],
    };
  },
  build({ ctx }, hole) {
    const viewer = viewerWithHoles(ctx.viewer, hole);
    return sql<Appended>`
      with limited as materialized (
        select spend(${hole('owner')}::text, ${hole('name')}::text, ${hole('capacity')}::float8, ${hole('seconds')}::float8) as wait),
      given as materialized (
        select g.*, l.ids[g.position + 1] as stands,
          substring(l.shapes from g.position * ${sql.lit(SHAPE_BYTES)} + 1 for ${sql.lit(SHAPE_BYTES)}) as shape
        from unnest(${hole('lists')}::uuid[], ${hole('days')}::date[], ${hole('tos')}::int[], ${hole('positions')}::int[],
            ${hole('notes')}::bigint[], ${hole('kinds')}::int[], ${hole('values')}::int[], ${hole('readers')}::bigint[],
            ${hole('models')}::int[]) g(list, day, "to", position, note, kind, value, reader, model)
        left join feed_lists l on l.token = g.list
        where (select wait from limited) = 0),
      judged as materialized (
        select g.*, case when g.stands is distinct from g.note or length(g.shape) <> ${sql.lit(SHAPE_BYTES)} then 'lost'
          when g.kind <> ${number('impression')} and ${isOff(viewer)} then 'off'
          when not ${isSo(viewer, hole)} then 'untrue' end as wrong
        from given g),
      kept as (
        insert into signals (day, list, position, kind, reader, note_id, value, shape, model, network, device, era)
        select day, list, position, kind, reader, note, value, shape, model, ${hole('network')}::int, ${hole('device')}::int,
          (select era from feed_era)
        from judged where wrong is null order by list, position, kind
        on conflict do nothing returning list, position, kind, value),
      touched as (${touch(ctx.viewer)}),
      dropped as (
        select wrong as reason, count(*) as n from judged where wrong is not null group by wrong
        union all select 'twice', (select count(*) from judged where wrong is null) - (select count(*) from kept)
        union all select reason, n from unnest(${hole('reasons')}::text[], ${hole('dropped')}::int[]) d(reason, n)
          where (select wait from limited) = 0),
      told as (
        insert into signal_drops as d (day, reason, count)
        select ${hole('today')}::date, reason, n from dropped where n > 0 order by reason
        on conflict (day, reason) do update set count = d.count + excluded.count)
      select (select wait from limited) as wait, (select count(*)::int from kept) as counted`;
  },
});

/** Batches: a browser sends one in ten seconds for each of its tabs. */
const SIGNALS = { member: 'signals', visitor: 'visitor_signals' } as const;
/** A comment that a list of the last day led to. */
const SAID_MS = 2 * 24 * 3600_000;

const number = (kind: SignalKind) => sql.lit(SIGNAL_KINDS.indexOf(kind));

/** SQL: of who reads in the order of time nothing is learnt; that something was shown is counted, for the ledger. */
function isOff({ id }: Viewer): RawBuilder<SqlBool> {
  if (id === null) return sql<SqlBool>`false`;
  return sql<SqlBool>`coalesce((select off from feed_settings where person_id = ${id}::bigint), false)`;
}

/** SQL: an act that leaves something behind counts while that is there. */
function isSo(viewer: Viewer, hole: Holes): RawBuilder<SqlBool> {
  const note = sql.ref('g.note');
  const hidden =
    viewer.id === null
      ? sql<SqlBool>`false`
      : sql<SqlBool>`exists (select from note_hides h where h.person_id = ${viewer.id}::bigint and h.note_id = ${note})`;
  return sql<SqlBool>`case g.kind
    when ${number('like')} then ${likedBy(viewer, 'note', note)}
    when ${number('save')} then ${savedBy(viewer, 'note', note)}
    when ${number('comment')} then ${commentedBy(viewer, { note, since: sql`${hole('since')}::bigint` })}
    when ${number('follow')} then ${authorFollowedBy(viewer, note)}
    when ${number('hide')} then ${hidden} else true end`;
}

/** Acts after which what is left of a list is ranked again. */
const TELLING = ['open', 'like', 'save', 'comment', 'share', 'hide', 'less', 'more'] as const;
/** Milliseconds in front of a note that say as much. */
const LONG_DWELL = 5000;

/** SQL: marks lists of a person who did something that says what they want. Visitors share theirs, and are ranked alike. */
function touch({ id }: Viewer): RawBuilder<unknown> {
  if (id === null) return sql`select`;
  const telling = sql.join(TELLING.map(number));
  return sql`
    update feed_lists l set stale = true, served = greatest(l.served, t.served)
    from (select g.list, max(g."to") as served from judged g join kept k using (list, position, kind)
      where k.kind in (${telling}) or (k.kind = ${number('dwell')} and k.value >= ${sql.lit(LONG_DWELL)})
      group by g.list order by g.list) t
    where l.token = t.list and (not l.stale or l.served < t.served)`;
}
