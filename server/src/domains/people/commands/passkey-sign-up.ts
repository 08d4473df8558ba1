import { randomBytes } from 'node:crypto';
import type { PasskeyCreation } from '@jujube/contract';
import { sql } from 'kysely';
import type { Context } from '../../../kernel/context.ts';
import { AppError } from '../../../kernel/errors.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { ceremonyCookie, exchangeOf } from '../accounts/cookies.ts';
import { admit, join, type Newcomer, type NewPasskey, type SignedInAnswer, type Typed } from './join.ts';
import { fingerprint } from './reset-link.ts';

const COOKIE = 'jujube.passkey_sign_up';
const MINUTES = 10;

interface Ceremony extends Newcomer {
  challenge: string;
}

/**
 * What the browser's `create` is asked, to sign up with a passkey. No account is made: what was typed waits with the challenge
 * until the passkey proves itself.
 */
export async function beginPasskeySignUp(ctx: Context, typed: Typed): Promise<PasskeyCreation> {
  const newcomer = await admit(ctx, typed);
  const { generateRegistrationOptions } = await import('@simplewebauthn/server');
  const asked = await generateRegistrationOptions({
    rpName: 'Jujube',
    rpID: new URL(ctx.config.publicUrl).hostname,
    userName: newcomer.handle,
    userDisplayName: newcomer.name,
    attestationType: 'none',
    authenticatorSelection: { residentKey: 'required', userVerification: 'preferred' },
  });
  const token = randomBytes(24).toString('base64url');
  const ceremony: Ceremony = { ...newcomer, challenge: asked.challenge };
  await ctx.db
    .insertInto('verifications')
    .values({
      id: uuidv7(),
      identifier: identifierOf(token),
      value: JSON.stringify(ceremony),
      expires_at: new Date(Date.now() + MINUTES * 60_000),
    })
    .execute();
  exchangeOf(ctx).setCookie(ceremonyCookie(ctx, COOKIE, token));
  return asked;
}

/** Makes the account once the passkey has proved itself, and signs it in. Throws `auth.passkey_failed`. */
export async function signUpByPasskey(
  ctx: Context,
  { response }: { response: Record<string, unknown> },
): Promise<SignedInAnswer> {
  const { challenge, ...newcomer } = await takeCeremony(ctx);
  const passkey = await provenPasskey(ctx, response, challenge);
  const answer = await join(ctx, newcomer, { passkey });
  exchangeOf(ctx).setCookie(ceremonyCookie(ctx, COOKIE, ''));
  return answer;
}

async function takeCeremony(ctx: Context): Promise<Ceremony> {
  const token = exchangeOf(ctx).cookie(COOKIE) ?? '';
  const { rows } = await sql<{ value: string }>`
    delete from verifications where identifier = ${identifierOf(token)} and expires_at > now() returning value`.execute(
    ctx.db,
  );
  if (!rows[0]) throw new AppError('auth.passkey_failed');
  return JSON.parse(rows[0].value) as Ceremony;
}

async function provenPasskey(
  { config }: Context,
  response: Record<string, unknown>,
  challenge: string,
): Promise<NewPasskey> {
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server');
  const proof = await verifyRegistrationResponse({
    response: response as never,
    expectedChallenge: challenge,
    expectedOrigin: config.publicUrl,
    expectedRPID: new URL(config.publicUrl).hostname,
    requireUserVerification: false,
  }).catch((error: unknown) => {
    // The verifier throws plain errors for everything that does not fit.
    throw new AppError('auth.passkey_failed', { detail: (error as Error).message.slice(0, 200) });
  });
  if (!proof.verified) throw new AppError('auth.passkey_failed');
  const { credential, credentialDeviceType, credentialBackedUp, aaguid } = proof.registrationInfo;
  return {
    public_key: Buffer.from(credential.publicKey).toString('base64'),
    credential_id: credential.id,
    counter: credential.counter,
    device_type: credentialDeviceType,
    backed_up: credentialBackedUp,
    transports: credential.transports?.join(',') ?? '',
    aaguid,
  };
}

function identifierOf(token: string): string {
  return `passkey-sign-up:${fingerprint(token)}`;
}
