import { sql, type RawBuilder } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import type { Id } from '../../kernel/ids.ts';

/** A person beside what they wrote. */
export interface Author {
  id: Id;
  handle: string;
  name: string;
  secondName: string | null;
  avatar: string | null;
}

/** SQL: the author of a row as JSON of shape `Author`, for other domains' own queries. */
export function authorJson(id: RawBuilder<unknown>): RawBuilder<Author> {
  return sql<Author>`(select json_build_object('id', p.id::text, 'handle', p.handle, 'name', p.name,
    'secondName', p.second_name, 'avatar', p.image) from people p where p.id = ${id})`;
}

/** People by id. */
export async function authorsFor({ db }: Pick<Context, 'db'>, ids: readonly Id[]): Promise<Map<Id, Author>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<Author>`
    select id, handle, name, second_name as "secondName", image as avatar
    from people where id = any(${[...new Set(ids)]}::bigint[])`.execute(db);
  return new Map(rows.map((author) => [author.id, author]));
}

/** The id of a person named by id or handle (a handle contains a letter). Throws `person.not_found`. */
export async function resolvePerson({ db }: Pick<Context, 'db'>, person: string): Promise<Id> {
  const byId = /^\d{1,19}$/.test(person);
  const { rows } = await sql<{ id: Id }>`
    select id from people where ${byId ? sql`id = ${person}::bigint` : sql`lower(handle) = lower(${person})`}
      and closed_at is null`.execute(db);
  if (!rows[0]) throw new AppError('person.not_found');
  return rows[0].id;
}
