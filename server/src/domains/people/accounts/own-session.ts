import { sql } from 'kysely';
import type { Context } from '../../../kernel/context.ts';
import { AppError } from '../../../kernel/errors.ts';
import { exchangeOf } from './cookies.ts';
import { FRESH_SECONDS } from './library.ts';

/** The session of this request. What proves who one is may not be changed by an access token: throws `access.scope`. */
export function ownSession(ctx: Pick<Context, 'exchange'>): string {
  const { sessionId } = exchangeOf(ctx);
  if (sessionId === null) throw new AppError('access.scope');
  return sessionId;
}

/** The same, and signed in within the hour: an open laptop is not enough. Throws `auth.fresh_needed`. */
export async function freshSession(ctx: Pick<Context, 'exchange' | 'db'>): Promise<string> {
  const id = ownSession(ctx);
  const { rows } = await sql`select from sessions
    where id = ${id}::uuid and created_at > now() - make_interval(secs => ${FRESH_SECONDS})`.execute(ctx.db);
  if (rows.length === 0) throw new AppError('auth.fresh_needed');
  return id;
}
