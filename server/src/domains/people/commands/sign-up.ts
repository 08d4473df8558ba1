import type { Context } from '../../../kernel/context.ts';
import { checkLength, hashNewPassword } from '../accounts/passwords.ts';
import { admit, join, type SignedInAnswer, type Typed } from './join.ts';

/** Signs up with a password. E-mail and handle may be missing. The hash is made before the transaction. */
export async function signUp(
  ctx: Context,
  { password, ...typed }: Typed & { password: string },
): Promise<SignedInAnswer> {
  checkLength(password);
  const newcomer = await admit(ctx, typed);
  const about = [newcomer.name, newcomer.handle, newcomer.email ?? ''];
  return join(ctx, newcomer, { passwordHash: await hashNewPassword(password, about) });
}
