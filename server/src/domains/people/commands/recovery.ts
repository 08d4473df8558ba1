import { randomInt } from 'node:crypto';
import { personId, type Context } from '../../../kernel/context.ts';
import { AppError } from '../../../kernel/errors.ts';
import type { Id } from '../../../kernel/ids.ts';
import { spendByAddress } from '../../../kernel/limits.ts';
import { transact, type Tx } from '../../../kernel/transaction.ts';
import { exchangeOf, sessionCookie } from '../accounts/cookies.ts';
import { rememberDevice } from '../accounts/device.ts';
import { freshSession } from '../accounts/own-session.ts';
import { checkLength, hashNewPassword } from '../accounts/passwords.ts';
import { personByEither, readCredentials } from '../queries/credentials.ts';
import { answerFor, openSession, type SignedInAnswer } from './join.ts';
import { setPassword } from './passwords.ts';
import { slowDown, welcomeBack } from './sign-in.ts';

const HOW_MANY = 10;
/** Without letters that look like others when written by hand. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const GROUPS = [4, 4, 4, 4];

/** Makes ten new codes, each good for one way back in; older ones stop working. They are shown this once. */
export async function makeRecoveryCodes(ctx: Context): Promise<{ codes: string[] }> {
  await freshSession(ctx);
  const id = personId(ctx.viewer);
  const codes = Array.from({ length: HOW_MANY }, newCode);
  await transact(ctx, async (tx) => {
    await tx.db.deleteFrom('recovery_codes').where('person_id', '=', id).execute();
    await tx.db
      .insertInto('recovery_codes')
      .values(codes.map((code) => ({ person_id: id, code_hash: hashCode(ctx, id, code) })))
      .execute();
  });
  return { codes };
}

/**
 * Sets a new password with a recovery code and signs in, here only. Throws `auth.code_wrong`, alike for unknown accounts;
 * a weak password leaves the code unspent.
 */
export async function recover(
  ctx: Context,
  { handle, code, password }: { handle: string; code: string; password: string },
): Promise<SignedInAnswer> {
  await spendByAddress(ctx, 'sign_in');
  checkLength(password);
  const attempts = await slowDown(ctx, `code:${handle.trim().toLowerCase()}`);
  const id = await personByEither(ctx, handle);
  const about = id === null ? [handle] : (await readCredentials(ctx, id)).about;
  const hash = await hashNewPassword(password, about);
  if (id === null) throw new AppError('auth.code_wrong');
  const answer = await transact(ctx, async (tx) => {
    await spendCode(tx, id, code);
    await setPassword(tx, id, hash);
    await tx.db.deleteFrom('sessions').where('person_id', '=', id).execute();
    return answerFor(tx, id, await openSession(tx, id));
  });
  await attempts.forget();
  await welcomeBack(ctx, id);
  exchangeOf(ctx).setCookie(sessionCookie(ctx, answer.token));
  rememberDevice(ctx);
  return answer;
}

async function spendCode(tx: Tx, id: Id, code: string): Promise<void> {
  const { numUpdatedRows } = await tx.db
    .updateTable('recovery_codes')
    .set({ used_at: new Date() })
    .where('person_id', '=', id)
    .where('code_hash', '=', hashCode(tx, id, code))
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows === 0n) throw new AppError('auth.code_wrong');
}

function newCode(): string {
  return GROUPS.map((length) =>
    Array.from({ length }, () => LETTERS[randomInt(LETTERS.length)]).join(''),
  ).join('-');
}

/** Keyed, so that a stolen table alone tells nothing; typed with or without dashes, in any case. */
function hashCode({ secrets }: Pick<Context, 'secrets'>, id: Id, code: string): string {
  return secrets.sign('recovery', `${id}:${code.toLowerCase().replace(/[^a-z0-9]/g, '')}`);
}
