import type { PasskeyCreation, PasskeyRequest } from '@jujube/contract';
import { sql } from 'kysely';
import { personId, type Context } from '../../../kernel/context.ts';
import { AppError } from '../../../kernel/errors.ts';
import { spendByAddress } from '../../../kernel/limits.ts';
import { transact } from '../../../kernel/transaction.ts';
import { rememberDevice } from '../accounts/device.ts';
import { callLibrary } from '../accounts/library.ts';
import { freshSession, ownSession } from '../accounts/own-session.ts';
import { readCredentials } from '../queries/credentials.ts';
import type { SignedInAnswer } from './join.ts';
import { shownUser, welcomeBack } from './sign-in.ts';

/** What the browser answered. */
type Ceremony = Record<string, unknown>;

/** What the browser's `get` is asked, to sign in with any passkey of this place. */
export async function beginPasskeySignIn(ctx: Context): Promise<PasskeyRequest> {
  await spendByAddress(ctx, 'sign_in');
  // Without the cookie: whoever is signed in may want to sign in as somebody else.
  return callLibrary(ctx, (api) =>
    api.generatePasskeyAuthenticationOptions({ headers: new Headers(), returnHeaders: true }),
  );
}

/** Signs in with a passkey. Throws `auth.passkey_failed`. */
export async function signInByPasskey(
  ctx: Context,
  { response }: { response: Ceremony },
): Promise<SignedInAnswer> {
  await spendByAddress(ctx, 'sign_in');
  const { session, user } = await callLibrary(ctx, (api, headers) =>
    api.verifyPasskeyAuthentication({ headers, body: { response: response as never }, returnHeaders: true }),
  );
  await welcomeBack(ctx, user.id);
  rememberDevice(ctx);
  return { token: session.token, user: shownUser(user) };
}

/** What the browser's `create` is asked, to add a passkey to one's account. */
export async function beginPasskey(ctx: Context): Promise<PasskeyCreation> {
  await freshSession(ctx);
  const { handle, name } = await readCredentials(ctx, personId(ctx.viewer));
  const asked = await callLibrary(ctx, (api, headers) =>
    api.generatePasskeyRegistrationOptions({ headers, query: { name: handle }, returnHeaders: true }),
  );
  // The library would show the internal address of an account without e-mail.
  return { ...asked, user: { ...asked.user, name: handle, displayName: name } };
}

/** Adds the passkey that was made. Throws `auth.passkey_failed`, `auth.fresh_needed`. */
export async function addPasskey(ctx: Context, { response, name }: { response: Ceremony; name?: string }) {
  await freshSession(ctx);
  const made = await callLibrary(ctx, (api, headers) =>
    api.verifyPasskeyRegistration({ headers, body: { response, name }, returnHeaders: true }),
  );
  const found = (await listPasskeys(ctx)).find((one) => one.id === made.id);
  if (!found) throw new AppError('auth.passkey_failed');
  return found;
}

/** One's passkeys, oldest first. */
export async function listPasskeys(ctx: Context) {
  const rows = await ctx.db
    .selectFrom('passkeys')
    .select(['id', 'name', 'created_at', 'device_type', 'backed_up', 'aaguid'])
    .where('person_id', '=', personId(ctx.viewer))
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    createdAt: row.created_at?.toISOString() ?? null,
    deviceType: row.device_type,
    backedUp: row.backed_up,
    aaguid: row.aaguid,
  }));
}

/** Removes a passkey; its owner must keep a way in. Throws `auth.last_way`. */
export async function removePasskey(ctx: Context, { id }: { id: string }) {
  ownSession(ctx);
  const owner = personId(ctx.viewer);
  await transact(ctx, async (tx) => {
    const { rows } = await sql<{ ways: number }>`
      select (select count(*)::int from passkeys k where k.person_id = p.id and k.id <> ${id}::uuid)
        + (select count(*)::int from accounts a where a.person_id = p.id and a.password is not null) as ways
      from people p where p.id = ${owner} for update`.execute(tx.db);
    if (rows[0]!.ways === 0) throw new AppError('auth.last_way');
    const { numDeletedRows } = await tx.db
      .deleteFrom('passkeys')
      .where('id', '=', id)
      .where('person_id', '=', owner)
      .executeTakeFirstOrThrow();
    if (numDeletedRows === 0n) throw new AppError('request.not_found');
  });
  return { status: true };
}
