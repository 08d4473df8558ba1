import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Context } from '../../../kernel/context.ts';
import { AppError } from '../../../kernel/errors.ts';
import { given, type Id } from '../../../kernel/ids.ts';
import { handleSkeleton } from '../rules/handles.ts';

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

/** SQL: another value after each change of what `authorJson` reads. */
export function authorStamp(id: RawBuilder<unknown>): RawBuilder<string> {
  return sql<string>`(select p.xmin from people p where p.id = ${id})`;
}

/** SQL: the owner's account is not closed. Costs a look into a small index. */
export function notClosed(owner: RawBuilder<unknown>): RawBuilder<SqlBool> {
  return sql<SqlBool>`(not exists (select from people gone where gone.closed_at is not null)
    or not exists (select from people gone where gone.id = ${owner} and gone.closed_at is not null))`;
}

/** SQL: when somebody signed up. */
export function joinedAt(id: RawBuilder<unknown>): RawBuilder<Date> {
  return sql<Date>`(select p.created_at from people p where p.id = ${id})`;
}

/** SQL: the place that somebody says they are at, in their words. */
export function placeOf(id: RawBuilder<unknown>): RawBuilder<string | null> {
  return sql<string | null>`(select p.place from people p where p.id = ${id})`;
}

/** SQL: slugs of the channels that somebody picked. */
export function interestsOf(id: RawBuilder<unknown>): RawBuilder<string[]> {
  return sql<string[]>`(select p.interests from people p where p.id = ${id})`;
}

/** People by id. */
export async function authorsFor({ db }: Pick<Context, 'db'>, ids: readonly Id[]): Promise<Map<Id, Author>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<Author>`
    select id, handle, name, second_name as "secondName", image as avatar
    from people where id = any(${given('bigint', [...new Set(ids)])})`.execute(db);
  return new Map(rows.map((author) => [author.id, author]));
}

/** A part of a text, which may be a mention: then `id` is a person's. */
interface Part {
  kind: string;
  id: string;
}

/**
 * Gives mentions the names that people go by now, so that a rename changes every mention; of who has left there is what
 * was typed. Asks nothing where nobody is mentioned.
 *
 * @param parts all there will be to name
 */
export async function namesInParts(
  { db }: Pick<Context, 'db'>,
  parts: readonly Part[],
): Promise<<P extends Part>(parts: readonly P[]) => (P & { name?: string })[]> {
  const ids = new Set(parts.filter(({ kind }) => kind === 'mention').map(({ id }) => id));
  if (ids.size === 0) return (unnamed) => [...unnamed];
  const { rows } = await sql<{ id: Id; name: string }>`
    select id, name from people where id = any(${given('bigint', [...ids])}) and closed_at is null`.execute(
    db,
  );
  const names = new Map<string, string>(rows.map(({ id, name }) => [id, name]));
  return (unnamed) =>
    unnamed.map((part) => {
      const name = part.kind === 'mention' ? names.get(part.id) : undefined;
      return name === undefined ? part : { ...part, name };
    });
}

/** The id of a person named by id or handle (a handle contains a letter). Throws `person.not_found`. */
export async function resolvePerson({ db }: Pick<Context, 'db'>, person: string): Promise<Id> {
  const byId = /^[0-8]?\d{1,18}$/.test(person);
  const { rows } = await sql<{ id: Id }>`
    select id from people where ${byId ? sql`id = ${person}::bigint` : sql`lower(handle) = lower(${person})`}
      and closed_at is null`.execute(db);
  if (!rows[0]) throw new AppError('person.not_found');
  return rows[0].id;
}

/** Ids of people by handle in lower case; handles that nobody has are left out. */
export async function idsOfHandles(
  { db }: Pick<Context, 'db'>,
  handles: readonly string[],
): Promise<Map<string, Id>> {
  if (handles.length === 0) return new Map();
  const { rows } = await sql<{ handle: string; id: Id }>`
    select lower(handle) as handle, id from people
    where lower(handle) = any(${handles.map((handle) => handle.toLowerCase())}::text[]) and closed_at is null`.execute(
    db,
  );
  return new Map(rows.map((row) => [row.handle, row.id]));
}

/** Whether an account has this address (in lower case). */
export async function isEmailTaken({ db }: Pick<Context, 'db'>, email: string): Promise<boolean> {
  const row = await db.selectFrom('people').select('id').where('email', '=', email).executeTakeFirst();
  return row !== undefined;
}

/** The first of these handles that nobody but `own` has, or that looks like nobody's; null when all are taken. */
export async function freeHandle(
  { db }: Pick<Context, 'db'>,
  handles: readonly string[],
  own: Id | null = null,
): Promise<string | null> {
  const skeletons = handles.map(handleSkeleton);
  const { rows } = await sql<{ skeleton: string }>`
    select handle_skeleton as skeleton from people
    where handle_skeleton = any(${given('text', skeletons)}) and id is distinct from ${own}::bigint
    union all select skeleton from reserved_handles where skeleton = any(${given('text', skeletons)})`.execute(
    db,
  );
  const taken = new Set(rows.map((row) => row.skeleton));
  return handles.find((_, index) => !taken.has(skeletons[index]!)) ?? null;
}

/** Names and handles of those who run the place, but for one of them. */
export async function staffNames({ db }: Pick<Context, 'db'>, except: Id | null): Promise<string[]> {
  const { rows } = await sql<{ name: string; second_name: string | null; handle: string }>`
    select name, second_name, handle from people
    where role <> 'member' and id is distinct from ${except}::bigint`.execute(db);
  return rows.flatMap((row) => [row.name, row.handle, ...(row.second_name ? [row.second_name] : [])]);
}
