import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Context, Role } from '../../../kernel/context.ts';
import { given, type Id } from '../../../kernel/ids.ts';
import { prefixPattern } from '../rules/prefix.ts';
import type { Author } from './people.ts';

/** What a person says of themselves. */
export interface Profile extends Author {
  bio: { language: string; text: string }[];
  place: string | null;
  reads: string[];
  writes: string[];
  joinedAt: Date;
  role: Role;
  /** The avatar's picture in `media`. */
  pictureId: string | null;
  /** Of their words. */
  version: number;
}

/** People's own words by id; closed accounts are not among them. */
export async function profilesFor(
  { db }: Pick<Context, 'db'>,
  ids: readonly Id[],
): Promise<Map<Id, Profile>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<Profile>`
    select id, handle, name, second_name as "secondName", image as avatar, bio, place, reads, writes,
      created_at as "joinedAt", role, avatar_id as "pictureId", version
    from people where id = any(${given('bigint', [...new Set(ids)])}) and closed_at is null`.execute(db);
  return new Map(rows.map((profile) => [profile.id, profile]));
}

/** Whether a condition of a higher domain holds for each of these people: the ids for which it does. */
export async function peopleWhere(
  { db }: Pick<Context, 'db'>,
  ids: readonly Id[],
  condition: (id: RawBuilder<unknown>) => RawBuilder<SqlBool>,
): Promise<Set<Id>> {
  const { rows } = await sql<{ id: Id }>`
    select p.id from people p where p.id = any(${given('bigint', [...new Set(ids)])}) and p.closed_at is null
      and ${condition(sql`p.id`)}`.execute(db);
  return new Set(rows.map((row) => row.id));
}

interface Beginning {
  q: string;
  limit: number;
  /** What a higher domain says of who may be found, as SQL about the person's id. */
  condition: (id: RawBuilder<unknown>) => RawBuilder<SqlBool>;
}

/** People whose handle or name begins so, shortest first. */
export async function peopleBeginning(
  { db }: Pick<Context, 'db'>,
  { q, limit, condition }: Beginning,
): Promise<Author[]> {
  const pattern = prefixPattern(q);
  if (pattern === '%') return [];
  const { rows } = await sql<Author>`
    select p.id, p.handle, p.name, p.second_name as "secondName", p.image as avatar from people p
    where (lower(p.handle) like ${pattern} or lower(p.name) like ${pattern}) and p.closed_at is null
      and ${condition(sql`p.id`)}
    order by length(p.handle), p.id limit ${limit}`.execute(db);
  return rows;
}
