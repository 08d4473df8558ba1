import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Viewer } from '../../kernel/context.ts';

type Ref = RawBuilder<unknown>;

export type ReactionKind = 'note' | 'comment';
export type ReactionName = 'like' | 'save';

/** Bits of `marksOf`. */
export const LIKED = 1;
export const SAVED = 2;

/** SQL: the viewer's own marks on a row as bits, found in one index scan. */
export function marksOf({ id }: Pick<Viewer, 'id'>, kind: ReactionKind, subject: Ref): RawBuilder<number> {
  if (id === null) return sql<number>`0`;
  return sql<number>`coalesce((select sum(case r.name when 'like' then ${sql.lit(LIKED)} else ${sql.lit(SAVED)} end)
    from reactions r where r.person_id = ${id}::bigint and r.kind = ${sql.lit(kind)} and r.subject_id = ${subject}), 0)::int`;
}

/** SQL: the viewer's own marks on many rows in one index scan, as text: `id bits,id bits`, an id once for each mark. */
export function marksAmong(
  { id }: Pick<Viewer, 'id'>,
  kind: ReactionKind,
  ids: RawBuilder<string[]>,
): RawBuilder<string | null> {
  if (id === null) return sql<null>`null::text`;
  return sql<string | null>`(select string_agg(concat_ws(' ', r.subject_id,
      case r.name when 'like' then ${sql.lit(LIKED)} else ${sql.lit(SAVED)} end), ',')
    from reactions r where r.person_id = ${id}::bigint and r.kind = ${sql.lit(kind)} and r.subject_id = any(${ids}))`;
}

/** SQL: the viewer likes a row. */
export function likedBy(viewer: Pick<Viewer, 'id'>, kind: ReactionKind, subject: Ref): RawBuilder<SqlBool> {
  return reactedBy(viewer.id, { name: 'like', kind, subject });
}

/** SQL: the viewer saved a row. */
export function savedBy(viewer: Pick<Viewer, 'id'>, kind: ReactionKind, subject: Ref): RawBuilder<SqlBool> {
  return reactedBy(viewer.id, { name: 'save', kind, subject });
}

interface Mark {
  name: ReactionName;
  kind: ReactionKind;
  subject: Ref;
}

function reactedBy(person: Viewer['id'], { name, kind, subject }: Mark): RawBuilder<SqlBool> {
  if (person === null) return sql<SqlBool>`false`;
  return sql<SqlBool>`exists (select from reactions r where r.person_id = ${person}::bigint
    and r.kind = ${sql.lit(kind)} and r.subject_id = ${subject} and r.name = ${sql.lit(name)})`;
}
