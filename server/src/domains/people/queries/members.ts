import { sql } from 'kysely';
import type { Context, Role } from '../../../kernel/context.ts';
import { given, type Id } from '../../../kernel/ids.ts';
import { PAGE, pageOf, readCursor } from '../../../kernel/paging.ts';
import { shownEmail } from '../rules/emails.ts';
import { prefixPattern } from '../rules/prefix.ts';

/** A member as administrators see them; what they made is counted by others. */
export interface Member {
  id: Id;
  handle: string;
  name: string;
  avatar: string | null;
  email: string | null;
  role: Role;
  joinedAt: string;
  seenAt: string | null;
  suspendedUntil: string | null;
}

interface Row {
  id: Id;
  handle: string;
  name: string;
  image: string | null;
  email: string;
  role: Role;
  created_at: Date;
  seen_at: Date | null;
  suspended_until: Date | null;
}

const COLUMNS = sql`p.id, p.handle, p.name, p.image, p.email, p.role, p.created_at, p.suspended_until,
  (select max(s.updated_at) from sessions s where s.person_id = p.id) as seen_at`;

/** Members, newest first; `q` begins a name, handle or address. */
export async function listMembers(
  { db }: Pick<Context, 'db'>,
  { q, cursor, limit = PAGE }: { q?: string; cursor?: string; limit?: number },
): Promise<{ items: Member[]; cursor: string | null }> {
  const after = readCursor(cursor);
  const pattern = q ? prefixPattern(q) : null;
  const { rows } = await sql<Row>`
    select ${COLUMNS} from people p
    where p.erased_at is null
      and (${pattern}::text is null or lower(p.name) like ${pattern} or lower(p.handle) like ${pattern}
        or (p.email like ${pattern} and p.email not like '%@none.invalid'))
      and (${after?.id ?? null}::bigint is null or p.id < ${after?.id ?? null}::bigint)
    order by p.id desc limit ${limit + 1}`.execute(db);
  const page = pageOf(rows, limit, (row) => ({ time: row.created_at, id: row.id }));
  return { items: page.rows.map(memberOf), cursor: page.cursor };
}

/** Members by id. */
export async function membersFor({ db }: Pick<Context, 'db'>, ids: readonly Id[]): Promise<Map<Id, Member>> {
  if (ids.length === 0) return new Map();
  const { rows } =
    await sql<Row>`select ${COLUMNS} from people p where p.id = any(${given('bigint', ids)})`.execute(db);
  return new Map(rows.map((row) => [row.id, memberOf(row)]));
}

/** How many there are, and how many joined on each of the last days (UTC), oldest first. */
export async function countPeople(
  { db }: Pick<Context, 'db'>,
  days: number,
): Promise<{ people: number; joined: { day: string; people: number }[] }> {
  const { rows } = await sql<{ day: string; people: number }>`
    select to_char(day, 'YYYY-MM-DD') as day, count(p.id)::int as people
    from generate_series(date_trunc('day', now(), 'UTC') - make_interval(days => ${days - 1}), now(), interval '1 day') day
    left join people p on p.created_at >= day and p.created_at < day + interval '1 day' and p.erased_at is null
    group by day order by day`.execute(db);
  const all = await sql<{
    people: number;
  }>`select count(*)::int as people from people where erased_at is null`.execute(db);
  return { people: all.rows[0]!.people, joined: rows };
}

function memberOf(row: Row): Member {
  return {
    id: row.id,
    handle: row.handle,
    name: row.name,
    avatar: row.image,
    email: shownEmail(row.email),
    role: row.role,
    joinedAt: row.created_at.toISOString(),
    seenAt: row.seen_at?.toISOString() ?? null,
    suspendedUntil: row.suspended_until?.toISOString() ?? null,
  };
}
