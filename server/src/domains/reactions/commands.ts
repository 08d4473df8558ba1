import { sql, type RawBuilder } from 'kysely';
import { personId } from '../../kernel/context.ts';
import { exactValue } from '../../kernel/counters.ts';
import type { Id } from '../../kernel/ids.ts';
import { refuse, spendValue } from '../../kernel/limits.ts';
import type { Tx } from '../../kernel/transaction.ts';
import { MADE } from './events.ts';
import type { ReactionKind, ReactionName } from './rules.ts';

export interface Reaction {
  name: ReactionName;
  kind: ReactionKind;
  id: Id;
  /** A `select` that gives the thing's owner as `owner` in one row, or no row when the viewer may not see the thing. */
  subject: RawBuilder<{ owner: Id }>;
}

export interface Reacted {
  ownerId: Id;
  /** false: it was there already (or not there to be taken back). */
  changed: boolean;
  /** How many people reacted so, exactly, this one included. */
  total: number;
}

interface Row {
  owner: Id;
  wait: number;
  changed: boolean;
  total: number;
}

const COUNTER: Record<ReactionName, string> = { like: 'likes', save: 'saves' };

/**
 * Likes or saves something; twice is once. Limit, visibility, row and counters in one statement. Emits `liked` or `saved`.
 * Answers null when the viewer may not see it. Throws `limit.too_many`.
 */
export async function react(tx: Tx, { name, kind, id, subject }: Reaction): Promise<Reacted | null> {
  const person = personId(tx.viewer);
  const reactionId = tx.ids.next(person);
  const { rows } = await sql<Row>`
    with subject as materialized (${subject}),
    spent as materialized (select ${spendValue(tx.viewer, name)} as wait from subject),
    made as (
      insert into reactions (person_id, kind, subject_id, name, id)
      select ${person}::bigint, ${sql.lit(kind)}, ${id}::bigint, ${sql.lit(name)}, ${reactionId}::bigint
      from spent where wait = 0
      on conflict do nothing returning subject_id),
    counted as (${countInto({ name, kind, delta: 1 })})
    ${answer({ name, kind, id, delta: 1, wait: sql`(select wait from spent)` })}`.execute(tx.db);
  const row = rows[0];
  if (!row) return null;
  refuse(row.wait);
  if (row.changed) tx.emit(MADE[name], { kind, id, personId: person, ownerId: row.owner, reactionId });
  return { ownerId: row.owner, changed: row.changed, total: row.total };
}

/** Takes a like or save back; answers null when the viewer may not see the thing. */
export async function takeBack(tx: Tx, { name, kind, id, subject }: Reaction): Promise<Reacted | null> {
  const person = personId(tx.viewer);
  const { rows } = await sql<Row>`
    with subject as materialized (${subject}),
    made as (
      delete from reactions r using subject
      where r.person_id = ${person}::bigint and r.kind = ${sql.lit(kind)} and r.subject_id = ${id}::bigint
        and r.name = ${sql.lit(name)}
      returning r.subject_id),
    counted as (${countInto({ name, kind, delta: -1 })})
    ${answer({ name, kind, id, delta: -1, wait: sql`0` })}`.execute(tx.db);
  const row = rows[0];
  return row ? { ownerId: row.owner, changed: row.changed, total: row.total } : null;
}

interface Like {
  kind: ReactionKind;
  id: Id;
  owner: Id;
}

/** Likes something whose visibility the caller has checked. Twice is once. */
export async function like(tx: Tx, { owner, ...thing }: Like): Promise<{ liked: boolean; likes: number }> {
  const made = await react(tx, { name: 'like', ...thing, subject: ownedBy(owner) });
  return { liked: true, likes: made!.total };
}

/** Takes a like back. */
export async function unlike(tx: Tx, { owner, ...thing }: Like): Promise<{ liked: boolean; likes: number }> {
  const taken = await takeBack(tx, { name: 'like', ...thing, subject: ownedBy(owner) });
  return { liked: false, likes: taken!.total };
}

function ownedBy(owner: Id): RawBuilder<{ owner: Id }> {
  return sql<{ owner: Id }>`select ${owner}::bigint as owner`;
}

/** Everybody's reactions to things that are erased. */
export async function forgetReactions(tx: Tx, kind: ReactionKind, ids: readonly Id[]): Promise<void> {
  await sql`delete from reactions where kind = ${kind} and subject_id = any(${[...ids]}::bigint[])`.execute(
    tx.db,
  );
}

interface Change {
  name: ReactionName;
  kind: ReactionKind;
  delta: 1 | -1;
}

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
function answer({
  name,
  kind,
  id,
  delta,
  wait,
}: Change & { id: Id; wait: RawBuilder<unknown> }): RawBuilder<Row> {
  return sql<Row>`select owner, ${wait} as wait, exists (select from made) as changed,
    ${exactValue(kind, sql`${id}::bigint`, COUNTER[name])} + ${sql.lit(delta)} * (select count(*)::int from made) as total
    from subject`;
}
