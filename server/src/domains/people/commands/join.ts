import { randomBytes } from 'node:crypto';
import type { Context } from '../../../kernel/context.ts';
import { AppError } from '../../../kernel/errors.ts';
import { uuidv7, type Id } from '../../../kernel/ids.ts';
import { spendByAddress } from '../../../kernel/limits.ts';
import { transact, type Tx } from '../../../kernel/transaction.ts';
import { readCommunity } from '../../community/index.ts';
import { exchangeOf, SESSION_DAYS, sessionCookie } from '../accounts/cookies.ts';
import { rememberDevice } from '../accounts/device.ts';
import { personJoined } from '../events.ts';
import { freeHandle, isEmailTaken, staffNames } from '../queries/people.ts';
import { aidsOf } from '../rules/aids.ts';
import { checkEmail, noEmail, shownEmail } from '../rules/emails.ts';
import { checkHandle, handleSkeleton, suggestHandles } from '../rules/handles.ts';
import { checkName, isImpostor } from '../rules/names.ts';

/** What somebody types to sign up, besides what proves who they are. */
export interface Typed {
  name: string;
  email?: string | null;
  handle?: string | null;
}

/** The same once it was found to be allowed. */
export interface Newcomer {
  name: string;
  handle: string;
  /** They named the handle themselves: no other will do. */
  named: boolean;
  email: string | null;
}

/** How a newcomer will prove who they are. */
export type Credential = { passwordHash: string } | { passkey: NewPasskey };

export interface NewPasskey {
  public_key: string;
  credential_id: string;
  counter: number;
  device_type: string;
  backed_up: boolean;
  transports: string;
  aaguid: string;
}

/** An answer to sign-up and sign-in, in the accounts library's form. */
export interface SignedInAnswer {
  token: string;
  user: {
    id: Id;
    name: string;
    email: string | null;
    emailVerified: boolean;
    image: string | null;
    createdAt: string;
    updatedAt: string;
  };
}

/**
 * Whether somebody may join under these names: policy, limits, names, e-mail. Throws a code for each; a handle is found for
 * those who name none.
 */
export async function admit(ctx: Context, typed: Typed): Promise<Newcomer> {
  const name = checkName(typed.name);
  const email = typed.email ? checkEmail(typed.email) : null;
  const wished = typed.handle ? checkHandle(typed.handle) : null;
  await spendByAddress(ctx, 'sign_up');
  const { signUp, emailRequired } = await readCommunity(ctx);
  if (signUp === 'closed') throw new AppError('auth.closed');
  if (emailRequired && email === null) throw new AppError('auth.email_required');
  if (isImpostor(name, await staffNames(ctx, null))) throw new AppError('person.name_confusable');
  if (email !== null && (await isEmailTaken(ctx, email))) throw new AppError('auth.email_taken');
  const handle = await freeHandle(ctx, wished === null ? suggestHandles(name) : [wished]);
  if (handle === null) throw new AppError('person.handle_taken');
  return { name, email, handle, named: wished !== null };
}

/** Makes the account and signs it in, all or nothing; the cookie goes into the answer. */
export async function join(
  ctx: Context,
  newcomer: Newcomer,
  credential: Credential,
): Promise<SignedInAnswer> {
  const answer = await made(ctx, newcomer, credential);
  exchangeOf(ctx).setCookie(sessionCookie(ctx, answer.token));
  rememberDevice(ctx);
  return answer;
}

/** People of one name who come in the same moment are found the same handle: the slower ones get another, if they named none. */
async function made(ctx: Context, newcomer: Newcomer, credential: Credential): Promise<SignedInAnswer> {
  try {
    return await transact(ctx, async (tx) => {
      const personId = await insertPerson(tx, newcomer);
      await insertCredential(tx, personId, credential);
      tx.emit(personJoined, { personId });
      return answerFor(tx, personId, await openSession(tx, personId));
    });
  } catch (error) {
    const conflict = namedConflict(error);
    const isTaken = conflict instanceof AppError && conflict.code === 'person.handle_taken';
    const handle = isTaken && !newcomer.named ? await freeHandle(ctx, suggestHandles(newcomer.name)) : null;
    if (handle === null) throw conflict;
    return made(ctx, { ...newcomer, handle }, credential);
  }
}

/** A new session of a person; answers its token. */
export async function openSession(tx: Tx, personId: Id): Promise<string> {
  const token = randomBytes(24).toString('base64url');
  await tx.db
    .insertInto('sessions')
    .values({
      id: uuidv7(),
      person_id: personId,
      token,
      expires_at: new Date(Date.now() + SESSION_DAYS * 86_400_000),
      user_agent: exchangeOf(tx).headers.get('user-agent')?.slice(0, 400) ?? '',
    })
    .execute();
  return token;
}

/** The answer to whoever just got in. */
export async function answerFor(tx: Tx, personId: Id, token: string): Promise<SignedInAnswer> {
  const row = await tx.db
    .selectFrom('people')
    .select(['id', 'name', 'email', 'email_verified', 'image', 'created_at', 'updated_at'])
    .where('id', '=', personId)
    .executeTakeFirstOrThrow();
  return {
    token,
    user: {
      id: row.id,
      name: row.name,
      email: shownEmail(row.email),
      emailVerified: row.email_verified,
      image: row.image,
      createdAt: row.created_at.toISOString(),
      updatedAt: row.updated_at.toISOString(),
    },
  };
}

async function insertPerson(tx: Tx, { name, handle, email }: Newcomer): Promise<Id> {
  const id = tx.ids.next();
  const exchange = exchangeOf(tx);
  await tx.db
    .insertInto('people')
    .values({
      id,
      name,
      handle,
      handle_skeleton: handleSkeleton(handle),
      email: email ?? noEmail(id),
      reads: [...tx.viewer.languages],
      untranslated: [...(tx.viewer.untranslated ?? [])],
      aids: JSON.stringify(aidsOf(tx.viewer)),
      writes: tx.viewer.languages.slice(0, 1),
      locale: tx.locale,
      theme: oneOf(exchange.cookie('theme'), ['light', 'dark', 'system']),
      reading: oneOf(exchange.cookie('reading'), ['original', 'both', 'translated']),
    })
    .execute();
  return id;
}

async function insertCredential(tx: Tx, personId: Id, credential: Credential): Promise<void> {
  if ('passkey' in credential) {
    await tx.db
      .insertInto('passkeys')
      .values({ id: uuidv7(), person_id: personId, ...credential.passkey })
      .execute();
    return;
  }
  await tx.db
    .insertInto('accounts')
    .values({
      id: uuidv7(),
      person_id: personId,
      account_id: personId,
      provider_id: 'credential',
      password: credential.passwordHash,
    })
    .execute();
}

/** Two people may take one name in the same moment: the database then decides, and the slower one is told which. */
export function namedConflict(error: unknown): unknown {
  const { code, constraint } = error as { code?: string; constraint?: string };
  if (code !== '23505') return error;
  if (constraint === 'people_email') return new AppError('auth.email_taken');
  if (constraint === 'people_handle' || constraint === 'people_skeleton')
    return new AppError('person.handle_taken');
  return error;
}

function oneOf<T extends string>(value: string | undefined, allowed: readonly T[]): T | undefined {
  return allowed.find((one) => one === value);
}
