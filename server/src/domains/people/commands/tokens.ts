import { randomBytes } from 'node:crypto';
import { personId, type Context } from '../../../kernel/context.ts';
import { AppError } from '../../../kernel/errors.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { spend } from '../../../kernel/limits.ts';
import { transact } from '../../../kernel/transaction.ts';
import { ownSession } from '../accounts/own-session.ts';
import { hashAccessToken } from '../viewer.ts';

type Scope = 'read' | 'write';

/** One's access tokens, newest first; their secrets are not known any more. */
export async function listTokens(ctx: Context) {
  const rows = await ctx.db
    .selectFrom('access_tokens')
    .select(['id', 'name', 'scopes', 'created_at', 'used_at'])
    .where('person_id', '=', personId(ctx.viewer))
    .orderBy('id', 'desc')
    .execute();
  const items = rows.map((row) => ({
    id: row.id,
    name: row.name,
    scopes: row.scopes as Scope[],
    createdAt: row.created_at.toISOString(),
    usedAt: row.used_at?.toISOString() ?? null,
  }));
  return { items, cursor: null };
}

/** Makes a token for programs. Only its fingerprint is kept: the secret is shown this once. */
export async function makeToken(ctx: Context, { name, scopes }: { name: string; scopes: Scope[] }) {
  ownSession(ctx);
  const secret = `jj_${randomBytes(32).toString('base64url')}`;
  const row = { id: uuidv7(), name, scopes: [...new Set(scopes)], created_at: ctx.now() };
  await transact(ctx, async (tx) => {
    await spend(tx, 'edit');
    await tx.db
      .insertInto('access_tokens')
      .values({ ...row, person_id: personId(ctx.viewer), token_hash: hashAccessToken(secret) })
      .execute();
  });
  return {
    id: row.id,
    name,
    scopes: row.scopes,
    createdAt: row.created_at.toISOString(),
    usedAt: null,
    secret,
  };
}

/** Revokes a token, at once and everywhere. */
export async function revokeToken(ctx: Context, { id }: { id: string }): Promise<void> {
  ownSession(ctx);
  const { numDeletedRows } = await ctx.db
    .deleteFrom('access_tokens')
    .where('id', '=', id)
    .where('person_id', '=', personId(ctx.viewer))
    .executeTakeFirstOrThrow();
  if (numDeletedRows === 0n) throw new AppError('request.not_found');
}
