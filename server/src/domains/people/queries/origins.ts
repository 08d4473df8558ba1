import { sql } from 'kysely';
import type { Context } from '../../../kernel/context.ts';
import { given, type Id } from '../../../kernel/ids.ts';

/** Since when somebody is here, and from which region, where that is known. */
export interface Origin {
  id: Id;
  joinedAt: Date;
  region: string | null;
}

/** People by id; who was erased has no region. */
export async function originsFor({ db }: Pick<Context, 'db'>, ids: readonly Id[]): Promise<Map<Id, Origin>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<Origin>`
    select id, created_at as "joinedAt", region from people
    where id = any(${given('bigint', [...new Set(ids)])})`.execute(db);
  return new Map(rows.map((origin) => [origin.id, origin]));
}
