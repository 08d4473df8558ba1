import { sql } from 'kysely';
import type { Context } from '../kernel/context.ts';

export type ThingKind =
  | 'installed'
  | 'person'
  | 'avatar'
  | 'note'
  | 'board'
  | 'topics'
  | 'follows'
  | 'correction';

/** What is made already: `kind key` → id. */
export async function madeThings({ db }: Pick<Context, 'db'>): Promise<Map<string, string>> {
  const { rows } = await sql<{
    kind: string;
    key: string;
    id: string;
  }>`select kind, key, id from demo_things`.execute(db);
  return new Map(rows.map(({ kind, key, id }) => [`${kind} ${key}`, id]));
}

/** Remembers things in the transaction that makes them. */
export async function remember(
  { db }: { db: Pick<Context['db'], 'getExecutor'> },
  kind: ThingKind,
  things: readonly { key: string; id: string }[],
): Promise<void> {
  await sql`insert into demo_things (kind, key, id)
    select ${kind}, key, id from json_to_recordset(${JSON.stringify(things)}::json) as one (key text, id text)
    on conflict do nothing`.execute(db as Context['db']);
}

export async function forgetThings({ db }: Pick<Context, 'db'>): Promise<void> {
  await sql`delete from demo_things`.execute(db);
}
