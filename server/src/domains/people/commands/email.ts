import { personId, type Context } from '../../../kernel/context.ts';
import { AppError } from '../../../kernel/errors.ts';
import { spend } from '../../../kernel/limits.ts';
import { transact } from '../../../kernel/transaction.ts';
import { readCommunity } from '../../community/index.ts';
import { sendChangedLetter } from '../jobs/letters.ts';
import { readCredentials } from '../queries/credentials.ts';
import { isEmailTaken } from '../queries/people.ts';
import { checkEmail, noEmail } from '../rules/emails.ts';
import { namedConflict } from './join.ts';
import { proveAgain } from './passwords.ts';

/**
 * Changes or removes the e-mail, with the password or a fresh sign-in; the old address is told. Nothing waits for anybody to
 * read a letter.
 */
export async function changeEmail(
  ctx: Context,
  { newEmail, password }: { newEmail: string | null; password?: string },
) {
  const id = personId(ctx.viewer);
  const email = newEmail ? checkEmail(newEmail) : null;
  await proveAgain(ctx, password);
  const { email: old, locale } = await readCredentials(ctx, id);
  if (email === old) return { status: true };
  if (email === null && (await readCommunity(ctx)).emailRequired) throw new AppError('auth.email_required');
  if (email !== null && (await isEmailTaken(ctx, email))) throw new AppError('auth.email_taken');
  await transact(ctx, async (tx) => {
    await spend(tx, 'edit');
    await tx.db
      .updateTable('people')
      .set({ email: email ?? noEmail(id), email_verified: false, updated_at: new Date() })
      .where('id', '=', id)
      .execute();
    if (old !== null) tx.enqueue(sendChangedLetter, { to: old, locale: locale ?? ctx.locale });
  }).catch((error: unknown) => {
    throw namedConflict(error);
  });
  return { status: true };
}
