import type { Locale } from '@jujube/contract';
import type { Context } from '../../kernel/context.ts';

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
