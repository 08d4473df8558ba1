import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Viewer } from '../../kernel/context.ts';

type Ref = RawBuilder<unknown>;

/** SQL: the viewer and the owner have not blocked one another (a block hides both ways). */
export function notBlocked({ id }: Viewer, owner: Ref): RawBuilder<SqlBool> {
  if (id === null) return sql<SqlBool>`true`;
  // Most people have no block at all, which a query finds out once and not for every row.
  const none = sql<SqlBool>`not exists (select from blocks b where b.person_id = ${id}::bigint)
    and not exists (select from blocks b where b.blocked_id = ${id}::bigint)`;
  return sql<SqlBool>`((${none}) or (
    not exists (select from blocks b where b.person_id = ${id}::bigint and b.blocked_id = ${owner})
    and not exists (select from blocks b where b.person_id = ${owner} and b.blocked_id = ${id}::bigint)))`;
}

/** SQL: the viewer follows the owner. */
export function follows({ id }: Viewer, owner: Ref): RawBuilder<SqlBool> {
  if (id === null) return sql<SqlBool>`false`;
  return sql<SqlBool>`exists (select from follows f where f.person_id = ${id}::bigint and f.followed_id = ${owner})`;
}

/** SQL: the owner follows the viewer. */
export function followedBy({ id }: Viewer, owner: Ref): RawBuilder<SqlBool> {
  if (id === null) return sql<SqlBool>`false`;
  return sql<SqlBool>`exists (select from follows f where f.person_id = ${owner} and f.followed_id = ${id}::bigint)`;
}

/** SQL: the viewer has not muted the owner. For lists; a muted person's page still opens. */
export function notMuted({ id }: Viewer, owner: Ref): RawBuilder<SqlBool> {
  if (id === null) return sql<SqlBool>`true`;
  return sql<SqlBool>`(not exists (select from mutes m where m.person_id = ${id}::bigint)
    or not exists (select from mutes m where m.person_id = ${id}::bigint and m.muted_id = ${owner}))`;
}
