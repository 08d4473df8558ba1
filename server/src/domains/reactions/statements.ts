import { sql, type RawBuilder } from 'kysely';
import type { Viewer } from '../../kernel/context.ts';
import { exactValue } from '../../kernel/counters.ts';
import type { Id } from '../../kernel/ids.ts';
import { spendValue } from '../../kernel/limits.ts';
import { columnOf, statement, viewerShape, viewerWithHoles, type Holes } from '../../kernel/statement.ts';
import type { ReactionKind, ReactionName } from './rules.ts';

/**
 * SQL: a `select` that gives the owner of the thing with this id as `owner` in one row, or no row when the viewer may not
 * see it. `owner` is given where the caller has checked.
 */
export type Subject = (
  asks: { viewer: Viewer },
  thing: { id: Id; owner: Id | null },
) => RawBuilder<{ owner: Id }>;

/** One reaction of many that are given, or taken back, in one statement. */
export interface One {
  viewer: Viewer;
  id: Id;
  owner: Id | null;
  /** Of the new row. */
  reactionId: Id | null;
}

interface Input {
  name: ReactionName;
  kind: ReactionKind;
  /** At least one; all of one `viewerShape`. */
  all: readonly One[];
}

/** In the order in which they were given; one that its viewer may not see has no row. */
export interface Row {
  /** Counted from 1. */
  n: number;
  owner: Id;
  /** Seconds to wait: the limit was reached. */
  wait: number;
  changed: boolean;
  total: number;
}

type Statements = Record<'give' | 'take', ReturnType<typeof statement<Input, Row>>>;

const bySubject = new WeakMap<Subject, Statements>();

/** The statements that give and take reactions to what a subject finds. */
export function statementsFor(subject: Subject): Statements {
  let found = bySubject.get(subject);
  if (!found) bySubject.set(subject, (found = wordedFor(subject)));
  return found;
}

function wordedFor(subject: Subject): Statements {
  const shape = ({ name, kind, all }: Input) => `${viewerShape(all[0]!.viewer)} ${name} ${kind}`;
  const values = ({ all }: Input) => ({
    viewers: all.map(({ viewer }) => viewer.id),
    regions: all.map(({ viewer }) => viewer.region),
    things: all.map(({ id }) => id),
    owners: all.map(({ owner }) => owner),
    reactionIds: all.map(({ reactionId }) => reactionId),
  });
  /** The rows that came in, as far as their viewers may see what they are about. */
  const visible = ({ all }: Input, hole: Holes) => {
    const viewer = viewerWithHoles(all[0]!.viewer, columnOf('g'));
    const thing = { id: columnOf('g')<Id>('id'), owner: columnOf('g')<Id>('owner') };
    return sql`select g.viewer, g.id, g."reactionId", g.n::int as n, found.owner
      from unnest(${hole('viewers')}::bigint[], ${hole('regions')}::text[], ${hole('things')}::bigint[],
        ${hole('owners')}::bigint[], ${hole('reactionIds')}::bigint[]) with ordinality g(viewer, region, id, owner, "reactionId", n)
      cross join lateral (${subject({ viewer }, thing)}) found`;
  };
  return {
    give: statement<Input, Row>({
      shape,
      values,
      build(input, hole) {
        const { name, kind, all } = input;
        const giver = viewerWithHoles(all[0]!.viewer, columnOf('g'));
        // In the order of people, so that two of these never wait for each other.
        return sql<Row>`
          with subject as materialized (${visible(input, hole)}),
          spent as materialized (select g.n, ${spendValue(giver, name)} as wait from (select * from subject order by viewer) g),
          made as (
            insert into reactions (person_id, kind, subject_id, name, id)
            select g.viewer, ${sql.lit(kind)}, g.id, ${sql.lit(name)}, g."reactionId"
            from subject g join spent using (n) where wait = 0 order by g.viewer, g.id
            on conflict do nothing returning person_id, subject_id, id),
          counted as (${countInto({ name, kind, delta: 1 })})
          select g.n, g.owner, spent.wait, exists (select from made where made.id = g."reactionId") as changed,
            ${total({ name, kind, delta: 1 })} as total
          from subject g join spent using (n)`;
      },
    }),
    take: statement<Input, Row>({
      shape,
      values,
      build(input, hole) {
        const { name, kind } = input;
        return sql<Row>`
          with subject as materialized (${visible(input, hole)}),
          made as (
            delete from reactions r using subject g
            where r.person_id = g.viewer and r.kind = ${sql.lit(kind)} and r.subject_id = g.id and r.name = ${sql.lit(name)}
            returning r.person_id, r.subject_id, r.id),
          counted as (${countInto({ name, kind, delta: -1 })})
          select g.n, g.owner, 0 as wait,
            exists (select from made where made.person_id = g.viewer and made.subject_id = g.id) as changed,
            ${total({ name, kind, delta: -1 })} as total
          from subject g`;
      },
    }),
  };
}

interface Change {
  name: ReactionName;
  kind: ReactionKind;
  delta: 1 | -1;
}

const COUNTER: Record<ReactionName, string> = { like: 'likes', save: 'saves' };

/** Each thing's counter, and for likes its owner's. */
function countInto({ name, kind, delta }: Change): RawBuilder<unknown> {
  const owners = sql`select 'person', owner, 'likes', count(*) from made
    join (select distinct id, owner from subject) s on s.id = made.subject_id group by owner`;
  return sql`insert into counter_deltas (kind, id, name, delta)
    select changed.kind, changed.id, changed.name, changed.n * ${sql.lit(delta)} from (
      select ${sql.lit(kind)}, subject_id, ${sql.lit(COUNTER[name])}, count(*) from made group by subject_id
      ${name === 'like' ? sql`union all ${owners}` : sql``}) changed(kind, id, name, n)`;
}

/** SQL: the statement sees counters as they were before itself, so its own changes are added. */
function total({ name, kind, delta }: Change): RawBuilder<number> {
  return sql<number>`${exactValue(kind, sql.ref('g.id'), COUNTER[name])}
    + ${sql.lit(delta)} * (select count(*)::int from made where made.subject_id = g.id)`;
}
