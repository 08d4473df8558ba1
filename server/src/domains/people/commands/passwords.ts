import { sql } from 'kysely';
import { personId, type Context } from '../../../kernel/context.ts';
import { AppError } from '../../../kernel/errors.ts';
import { uuidv7, type Id } from '../../../kernel/ids.ts';
import { spendByAddress, take } from '../../../kernel/limits.ts';
import { transact, type Tx } from '../../../kernel/transaction.ts';
import { freshSession, ownSession } from '../accounts/own-session.ts';
import { checkLength, hashNewPassword, verifyPassword } from '../accounts/passwords.ts';
import { sendResetLetter } from '../jobs/letters.ts';
import { personByEmail, readCredentials } from '../queries/credentials.ts';
import { shownEmail } from '../rules/emails.ts';
import { fingerprint, identifierOf, resetLink } from './reset-link.ts';
import { slowDown } from './sign-in.ts';

interface PasswordChange {
  newPassword: string;
  currentPassword?: string;
}

const DONE = { status: true };

/** Changes (or first sets) the password, with the old one or a fresh sign-in; ends every other session. */
export async function changePassword(ctx: Context, { newPassword, currentPassword }: PasswordChange) {
  checkLength(newPassword);
  const id = personId(ctx.viewer);
  const session = await proveAgain(ctx, currentPassword);
  const { about } = await readCredentials(ctx, id);
  const hash = await hashNewPassword(newPassword, about);
  await transact(ctx, async (tx) => {
    await setPassword(tx, id, hash);
    await tx.db.deleteFrom('sessions').where('person_id', '=', id).where('id', '!=', session).execute();
  });
  return DONE;
}

/** The request's session, once the password was given again or the sign-in is fresh. Throws `auth.wrong`, `auth.fresh_needed`. */
export async function proveAgain(ctx: Context, password: string | undefined): Promise<string> {
  if (password === undefined) return freshSession(ctx);
  const session = ownSession(ctx);
  const id = personId(ctx.viewer);
  const attempts = await slowDown(ctx, id);
  const { hash } = await readCredentials(ctx, id);
  if (hash === null || !(await verifyPassword({ password, hash }))) throw new AppError('auth.wrong');
  await attempts.forget();
  return session;
}

/**
 * Mails a link for a new password. Answers alike for known and unknown addresses and does the same work; what it finds out is
 * known to the job only.
 */
export async function requestReset(ctx: Context, { email }: { email: string }) {
  await spendByAddress(ctx, 'sign_in');
  const typed = email.trim().toLowerCase();
  await take(ctx, `r${fingerprint(typed).slice(0, 22)}`, { name: 'reset', capacity: 3, seconds: 3600 });
  const found = shownEmail(typed) === null ? null : await personByEmail(ctx, typed);
  await transact(ctx, async (tx) => tx.enqueue(sendResetLetter, { personId: found, locale: ctx.locale }));
  return DONE;
}

/** Sets a new password with the token of a link, which then is spent; ends all sessions. Throws `auth.token_invalid`. */
export async function resetPassword(
  ctx: Context,
  { token, newPassword }: { token: string; newPassword: string },
) {
  await spendByAddress(ctx, 'sign_in');
  checkLength(newPassword);
  const identifier = identifierOf(token);
  const valid = sql<{
    value: Id;
  }>`select value from verifications where identifier = ${identifier} and expires_at > now()`;
  const { rows } = await valid.execute(ctx.db);
  if (!rows[0]) throw new AppError('auth.token_invalid');
  const id = rows[0].value;
  const { about } = await readCredentials(ctx, id);
  const hash = await hashNewPassword(newPassword, about);
  await transact(ctx, async (tx) => {
    const spent = await tx.db
      .deleteFrom('verifications')
      .where('identifier', '=', identifier)
      .returning('id')
      .execute();
    if (spent.length === 0) throw new AppError('auth.token_invalid');
    await setPassword(tx, id, hash);
    await tx.db.deleteFrom('sessions').where('person_id', '=', id).execute();
  });
  return DONE;
}

/**
 * A one-time link with which a member sets a new password, for an administrator to hand over; valid for a day. Signs the
 * member out everywhere.
 */
export async function makeResetLink(tx: Tx, id: Id): Promise<string> {
  await tx.db.deleteFrom('sessions').where('person_id', '=', id).execute();
  return resetLink(tx, id, 24);
}

/** Writes a person's password, whose older links for a new one no longer work. */
export async function setPassword(tx: Tx, id: Id, hash: string): Promise<void> {
  const { numUpdatedRows } = await tx.db
    .updateTable('accounts')
    .set({ password: hash, updated_at: new Date() })
    .where('person_id', '=', id)
    .where('provider_id', '=', 'credential')
    .executeTakeFirstOrThrow();
  if (numUpdatedRows === 0n) {
    await tx.db
      .insertInto('accounts')
      .values({ id: uuidv7(), person_id: id, account_id: id, provider_id: 'credential', password: hash })
      .execute();
  }
  await sql`delete from verifications where identifier like 'reset:%' and value = ${id}`.execute(tx.db);
}
