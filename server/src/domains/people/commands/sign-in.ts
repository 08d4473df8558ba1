import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Context } from '../../../kernel/context.ts';
import { AppError } from '../../../kernel/errors.ts';
import type { Id } from '../../../kernel/ids.ts';
import { spendByAddress, take } from '../../../kernel/limits.ts';
import { transact } from '../../../kernel/transaction.ts';
import { rememberDevice } from '../accounts/device.ts';
import { callLibrary } from '../accounts/library.ts';
import { personReturned } from '../events.ts';
import { shownEmail } from '../rules/emails.ts';
import type { SignedInAnswer } from './join.ts';

type Answer = SignedInAnswer & { redirect: boolean };

interface Secret {
  password: string;
  rememberMe?: boolean;
}

/** An address nobody can have: the library then does the same work and refuses. */
const NOBODY = 'nobody@none.invalid';

/** Signs in by e-mail. Throws `auth.wrong`, in the same time whether the account exists or not. */
export async function signInByEmail(
  ctx: Context,
  { email, ...secret }: Secret & { email: string },
): Promise<Answer> {
  const typed = email.trim().toLowerCase();
  return signIn(ctx, { typed, email: shownEmail(typed) === null ? NOBODY : typed }, secret);
}

/** Signs in by handle; the same otherwise. */
export async function signInByHandle(
  ctx: Context,
  { handle, ...secret }: Secret & { handle: string },
): Promise<Answer> {
  const typed = handle.trim().replace(/^@/, '').toLowerCase();
  const row = await ctx.db
    .selectFrom('people')
    .select('email')
    .where(sql`lower(handle)`, '=', typed)
    .executeTakeFirst();
  return signIn(ctx, { typed, email: row?.email ?? NOBODY }, secret);
}

/** Signs out: the session of this request ends, on every process. */
export async function signOut(ctx: Context): Promise<{ success: boolean }> {
  await callLibrary(ctx, (api, headers) => api.signOut({ headers, body: {}, returnHeaders: true }));
  return { success: true };
}

interface Named {
  /** As typed: what attempts are counted by, so that unknown accounts are slowed down alike. */
  typed: string;
  email: string;
}

async function signIn(
  ctx: Context,
  { typed, email }: Named,
  { password, rememberMe }: Secret,
): Promise<Answer> {
  await spendByAddress(ctx, 'sign_in');
  const attempts = await slowDown(ctx, email === NOBODY ? typed : email);
  const { user, ...answer } = await callLibrary(ctx, (api, headers) =>
    api.signInEmail({ headers, body: { email, password, rememberMe }, returnHeaders: true }),
  );
  await attempts.forget();
  await welcomeBack(ctx, user.id);
  rememberDevice(ctx);
  return { redirect: false, token: answer.token, user: shownUser(user) };
}

/** The library's user as anybody may see their own. */
export function shownUser(user: LibraryUser): SignedInAnswer['user'] {
  return {
    id: user.id,
    name: user.name,
    email: shownEmail(user.email),
    emailVerified: user.emailVerified,
    image: user.image ?? null,
    createdAt: user.createdAt.toISOString(),
    updatedAt: user.updatedAt.toISOString(),
  };
}

interface LibraryUser {
  id: string;
  name: string;
  email: string;
  emailVerified: boolean;
  image?: string | null;
  createdAt: Date;
  updatedAt: Date;
}

/** Wrong guesses at one account: few from one address, some more from all together, so that a stranger can hardly lock anybody out. */
const FROM_ONE_ADDRESS = { capacity: 6, seconds: 600 };
const FROM_ALL = { capacity: 30, seconds: 1800 };

/**
 * Counts an attempt at an account, or throws `limit.too_many` with the seconds to wait. Whoever gets in makes it forgotten.
 */
export async function slowDown(ctx: Context, account: string): Promise<{ forget(): Promise<void> }> {
  const key = createHash('sha256').update(account).digest('base64url').slice(0, 22);
  const near = { owner: `s${key}:${ctx.address}`, name: 'sign_in_near' };
  const far = { owner: `s${key}`, name: 'sign_in_far' };
  await take(ctx, near.owner, { name: near.name, ...FROM_ONE_ADDRESS });
  await take(ctx, far.owner, { name: far.name, ...FROM_ALL });
  return {
    async forget() {
      await sql`delete from buckets where (owner, name) in ((${near.owner}, ${near.name}), (${far.owner}, ${far.name}))`.execute(
        ctx.db,
      );
    },
  };
}

/** Signing in brings a closed account back, until it is erased. */
export async function welcomeBack(ctx: Context, personId: Id): Promise<void> {
  const row = await ctx.db
    .selectFrom('people')
    .select('closed_at')
    .where('id', '=', personId)
    .executeTakeFirst();
  if (!row) throw new AppError('auth.wrong');
  if (row.closed_at === null) return;
  await transact(ctx, async (tx) => {
    const { numUpdatedRows } = await tx.db
      .updateTable('people')
      .set({ closed_at: null })
      .where('id', '=', personId)
      .where('closed_at', 'is not', null)
      .where('erased_at', 'is', null)
      .executeTakeFirstOrThrow();
    if (numUpdatedRows > 0n) tx.emit(personReturned, { personId });
  });
}
