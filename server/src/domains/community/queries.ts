import type { Locale } from '@jujube/contract';
import { sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { PAGE, pageOf, readUuidCursor } from '../../kernel/paging.ts';

export interface CommunityRow {
  name: Partial<Record<Locale, string>>;
  languages: Locale[];
  rules: Partial<Record<Locale, string>>;
  signUp: 'open' | 'closed';
  membersOnly: boolean;
  emailRequired: boolean;
  region: string | null;
  founded: boolean;
  demo: boolean;
}

/** The community's settings. */
export async function readCommunity({ db }: Pick<Context, 'db'>): Promise<CommunityRow> {
  const row = await db.selectFrom('community').selectAll().executeTakeFirstOrThrow();
  return {
    name: row.name as CommunityRow['name'],
    languages: row.languages as Locale[],
    rules: row.rules as CommunityRow['rules'],
    signUp: row.sign_up as 'open' | 'closed',
    membersOnly: row.members_only,
    emailRequired: row.email_required,
    region: row.region,
    founded: row.founded_at !== null,
    demo: ['making', 'present', 'removing'].includes(row.demo_state),
  };
}

/** The community as everybody sees it, with what its operator set at the start. */
export async function showCommunity(ctx: Pick<Context, 'db' | 'config'>) {
  return { ...(await readCommunity(ctx)), keepsOriginals: ctx.config.keepOriginals };
}

/** Whether notes may stand in this channel. */
export async function isChannel({ db }: Pick<Context, 'db'>, slug: string): Promise<boolean> {
  if (!/^[a-z0-9-]{1,40}$/.test(slug)) return false;
  const row = await db
    .selectFrom('channels')
    .select('slug')
    .where('slug', '=', slug)
    .where('archived_at', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}

/** Channels that are open, in their order. */
export async function listChannels({ db }: Pick<Context, 'db'>) {
  const rows = await db
    .selectFrom('channels')
    .select(['slug', 'names', 'position'])
    .where('archived_at', 'is', null)
    .orderBy('position')
    .orderBy('slug')
    .execute();
  return {
    items: rows.map((row) => ({ ...row, names: row.names as Record<Locale, string> })),
    cursor: null,
  };
}

/** All channels for administrators: the open ones in their order, then those put away, the last one first. */
export async function listKeptChannels({ db }: Pick<Context, 'db'>) {
  const rows = await db
    .selectFrom('channels')
    .select(['slug', 'names', 'position', 'archived_at'])
    .orderBy('archived_at', (order) => order.desc().nullsFirst())
    .orderBy('position')
    .orderBy('slug')
    .execute();
  return {
    items: rows.map(({ archived_at, names, ...row }) => ({
      ...row,
      names: names as Record<Locale, string>,
      archivedAt: archived_at?.toISOString() ?? null,
    })),
    cursor: null,
  };
}

/** Whether the demo world is there, and how much of it is made. */
export async function readDemo({
  db,
}: Pick<Context, 'db'>): Promise<{ state: string; present: boolean; progress: number }> {
  const row = await db
    .selectFrom('community')
    .select(['demo_state', 'demo_progress'])
    .executeTakeFirstOrThrow();
  return {
    state: row.demo_state,
    present: ['making', 'present', 'removing'].includes(row.demo_state),
    progress: row.demo_progress,
  };
}

/** Whether an administrator has ever set one of the community's settings, even to what it was. */
export async function wasDecided({ db }: Pick<Context, 'db'>, setting: string): Promise<boolean> {
  const { rows } = await sql`
    select from audit where action = 'community.changed' and detail -> 'fields' ? ${setting} limit 1`.execute(
    db,
  );
  return rows.length > 0;
}

export interface AuditEntry {
  id: string;
  at: Date;
  actor_id: Id | null;
  action: string;
  subject: string | null;
  detail: Record<string, unknown>;
}

/** What those with power did, newest first; their names are known higher up. */
export async function auditPage(
  { db }: Pick<Context, 'db'>,
  cursor: string | undefined,
): Promise<{ rows: AuditEntry[]; cursor: string | null }> {
  const after = readUuidCursor(cursor)?.id ?? null;
  const { rows } = await sql<AuditEntry>`
    select id, at, actor_id, action, subject, detail from audit
    where (${after}::uuid is null or id < ${after}::uuid) order by id desc limit ${PAGE + 1}`.execute(db);
  return pageOf(rows, PAGE, (row) => ({ time: row.at, id: row.id }));
}
