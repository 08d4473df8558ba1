import { sql, type RawBuilder } from 'kysely';
import type { Viewer } from '../../kernel/context.ts';
import { exactValue } from '../../kernel/counters.ts';
import type { Id } from '../../kernel/ids.ts';
import { spendValue } from '../../kernel/limits.ts';
import { statement, viewerShape, viewerValues, viewerWithHoles } from '../../kernel/statement.ts';
import type { ReactionKind, ReactionName } from './rules.ts';

/**
 * SQL: a `select` that gives the owner of the thing with this id as `owner` in one row, or no row when the viewer may not
 * see it. `owner` is given where the caller has checked.
 */
export type Subject = (
  asks: { viewer: Viewer },
  thing: { id: Id; owner: Id | null },
) => RawBuilder<{ owner: Id }>;

interface Input {
  viewer: Viewer;
  name: ReactionName;
  kind: ReactionKind;
  id: Id;
  owner: Id | null;
  /** Of the new row. */
  reactionId: Id | null;
}

interface Row {
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
  const shape = ({ viewer, name, kind }: Input) => `${viewerShape(viewer)} ${name} ${kind}`;
  const values = ({ viewer, id, owner, reactionId }: Input) => ({
    ...viewerValues(viewer),
    id,
    owner,
    reactionId,
  });
  return {
    give: statement<Input, Row>({
      shape,
      values,
      build({ viewer, name, kind }, hole) {
        const giver = viewerWithHoles(viewer, hole);
        return sql<Row>`
          with subject as materialized (${subject({ viewer: giver }, { id: hole('id'), owner: hole('owner') })}),
          spent as materialized (select ${spendValue(giver, name)} as wait from subject),
          made as (
            insert into reactions (person_id, kind, subject_id, name, id)
            select ${giver.id}::bigint, ${sql.lit(kind)}, ${hole('id')}::bigint, ${sql.lit(name)}, ${hole('reactionId')}::bigint
            from spent where wait = 0
            on conflict do nothing returning subject_id),
          counted as (${countInto({ name, kind, delta: 1 })})
          ${answer({ name, kind, delta: 1 }, { id: hole('id'), wait: sql`(select wait from spent)` })}`;
      },
    }),
    take: statement<Input, Row>({
      shape,
      values,
      build({ viewer, name, kind }, hole) {
        const taker = viewerWithHoles(viewer, hole);
        return sql<Row>`
          with subject as materialized (${subject({ viewer: taker }, { id: hole('id'), owner: hole('owner') })}),
          made as (
            delete from reactions r using subject
            where r.person_id = ${taker.id}::bigint and r.kind = ${sql.lit(kind)} and r.subject_id = ${hole('id')}::bigint
              and r.name = ${sql.lit(name)}
            returning r.subject_id),
          counted as (${countInto({ name, kind, delta: -1 })})
          ${answer({ name, kind, delta: -1 }, { id: hole('id'), wait: sql`0` })}`;
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

/** The thing's counter, and for likes its owner's. */
function countInto({ name, kind, delta }: Change): RawBuilder<unknown> {
  const counter = sql.lit(COUNTER[name]);
  const ofOwner =
    name === 'like' ? sql`union all select 'person', subject.owner, 'likes' from made, subject` : sql``;
  return sql`insert into counter_deltas (kind, id, name, delta)
    select changed.*, ${sql.lit(delta)} from (
      select ${sql.lit(kind)}, made.subject_id, ${counter} from made ${ofOwner}) changed(kind, id, name)`;
}

/** The statement sees counters as they were before itself, so its own change is added. */
function answer(
  { name, kind, delta }: Change,
  { id, wait }: { id: Id; wait: RawBuilder<unknown> },
): RawBuilder<Row> {
  return sql<Row>`select owner, ${wait} as wait, exists (select from made) as changed,
    ${exactValue(kind, sql`${id}::bigint`, COUNTER[name])} + ${sql.lit(delta)} * (select count(*)::int from made) as total
    from subject`;
}
