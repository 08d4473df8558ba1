import type { passkey } from '@better-auth/passkey';
import type { ErrorCode } from '@jujube/contract';
import { ERRORS } from '@jujube/contract';
import type { betterAuth, BetterAuthOptions } from 'better-auth';
import type { Context } from '../../../kernel/context.ts';
import { AppError } from '../../../kernel/errors.ts';
import { uuidv7 } from '../../../kernel/ids.ts';
import { exchangeOf, isSecure, SESSION_DAYS } from './cookies.ts';
import { hashPassword, verifyPassword } from './passwords.ts';

const DAY_SECONDS = 86_400;
/** What could lock somebody out of their account needs a sign-in this recent. */
export const FRESH_SECONDS = 3600;

/**
 * better-auth, bound to our tables and ids. Only the functions that our routes call are reachable: its own router is never
 * mounted, so there is nothing to switch off. Loaded on first use, since it takes 50 MB.
 */
async function load(ctx: Context) {
  const [library, plugin] = await Promise.all([import('better-auth'), import('@better-auth/passkey')]);
  return create(ctx, { make: library.betterAuth, makePasskey: plugin.passkey });
}

interface Makers {
  make: typeof betterAuth;
  makePasskey: typeof passkey;
}

function create({ db, config, secrets, log }: Context, { make, makePasskey }: Makers) {
  const { hostname } = new URL(config.publicUrl);
  const options = {
    appName: 'Jujube',
    baseURL: config.publicUrl,
    basePath: '/api/auth',
    secret: secrets.accounts,
    trustedOrigins: [config.publicUrl],
    database: { db, type: 'postgres', transaction: true },
    user: { modelName: 'people', fields: dated({ emailVerified: 'email_verified' }) },
    session: {
      modelName: 'sessions',
      fields: dated({
        userId: 'person_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
      }),
      expiresIn: SESSION_DAYS * DAY_SECONDS,
      freshAge: FRESH_SECONDS,
      // A session's life is prolonged by `GET /session`, in one place.
      disableSessionRefresh: true,
    },
    account: { modelName: 'accounts', fields: dated(ACCOUNT_FIELDS) },
    verification: { modelName: 'verifications', fields: dated({ expiresAt: 'expires_at' }) },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      password: { hash: hashPassword, verify: verifyPassword },
    },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { level: 'error', log: (_level, message) => log.error({ from: 'accounts' }, message) },
    advanced: {
      cookiePrefix: 'jujube',
      useSecureCookies: isSecure(config),
      // One guard of ours covers everything below /api.
      disableCSRFCheck: true,
      disableOriginCheck: true,
      ipAddress: { disableIpTracking: true },
      database: { generateId: () => uuidv7(), joins: true, validateSchema: false },
    },
    plugins: [
      makePasskey({
        rpID: hostname,
        rpName: 'Jujube',
        origin: config.publicUrl,
        authenticatorSelection: { residentKey: 'required', userVerification: 'preferred' },
        advanced: { webAuthnChallengeCookie: 'passkey_challenge' },
        schema: { passkey: { modelName: 'passkeys', fields: PASSKEY_FIELDS } },
      }),
    ],
  } satisfies BetterAuthOptions;
  return make(options);
}

const ACCOUNT_FIELDS = {
  userId: 'person_id',
  accountId: 'account_id',
  providerId: 'provider_id',
  accessToken: 'access_token',
  refreshToken: 'refresh_token',
  idToken: 'id_token',
  accessTokenExpiresAt: 'access_token_expires_at',
  refreshTokenExpiresAt: 'refresh_token_expires_at',
} as const;

const PASSKEY_FIELDS = {
  userId: 'person_id',
  publicKey: 'public_key',
  credentialID: 'credential_id',
  deviceType: 'device_type',
  backedUp: 'backed_up',
  createdAt: 'created_at',
} as const;

function dated<Fields extends Record<string, string>>(fields: Fields) {
  return { ...fields, createdAt: 'created_at', updatedAt: 'updated_at' } as const;
}

type Library = Awaited<ReturnType<typeof load>>;
type LibraryApi = Library['api'];

/** One per configuration, which is one per process outside tests, for as long as it lives. */
const loaded = new WeakMap<Context['config'], Promise<Library>>();

/**
 * Calls one of the library's functions with the request's headers; its cookies go into the answer and its refusals become
 * coded errors of ours.
 */
export async function callLibrary<T>(
  ctx: Context,
  call: (api: LibraryApi, headers: Headers) => Promise<{ headers: Headers; response: T }>,
): Promise<T> {
  const exchange = exchangeOf(ctx);
  let library = loaded.get(ctx.config);
  if (!library) loaded.set(ctx.config, (library = load(ctx)));
  const { api } = await library;
  try {
    const { headers, response } = await call(api, exchange.headers);
    for (const cookie of headers.getSetCookie()) exchange.setCookie(cookie);
    return response;
  } catch (error) {
    throw ours(error);
  }
}

const CODES: Record<string, ErrorCode> = {
  INVALID_EMAIL_OR_PASSWORD: 'auth.wrong',
  INVALID_EMAIL: 'auth.email_invalid',
  PASSWORD_TOO_SHORT: 'auth.password_length',
  PASSWORD_TOO_LONG: 'auth.password_length',
  SESSION_NOT_FRESH: 'auth.fresh_needed',
  CHALLENGE_NOT_FOUND: 'auth.passkey_failed',
  AUTHENTICATION_FAILED: 'auth.passkey_failed',
  PASSKEY_NOT_FOUND: 'auth.passkey_failed',
  FAILED_TO_VERIFY_REGISTRATION: 'auth.passkey_failed',
  YOU_ARE_NOT_ALLOWED_TO_REGISTER_THIS_PASSKEY: 'auth.passkey_failed',
  PREVIOUSLY_REGISTERED: 'auth.passkey_failed',
};

const CODES_BY_STATUS: Record<number, ErrorCode> = {
  400: 'request.invalid',
  401: 'access.sign_in',
  403: 'access.denied',
  404: 'request.not_found',
  422: 'request.invalid',
};

/** The library's refusals as ours; everything else as it is. */
function ours(error: unknown): unknown {
  if (error instanceof AppError || !(error instanceof Error) || error.name !== 'APIError') return error;
  const { body, statusCode } = error as Error & { body?: { code?: string }; statusCode?: number };
  const code = CODES[body?.code ?? ''] ?? CODES_BY_STATUS[statusCode ?? 0];
  return code && code in ERRORS ? new AppError(code) : error;
}
