import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { id, time, uuid, writing } from './common.ts';

/** The longest password that is looked at at all; what is allowed is 8 to 128 characters. */
const password = z.string().max(1000);
/** Checked by the server, so that a refusal is `auth.email_invalid`. */
const email = z.string().max(1000);
/** As are names: some letters, such as a family of emoji, are long. */
export const name = writing(2000);
export const handle = z.string().max(200);

/** The account as sign-up and sign-in answer it; no e-mail is null. */
export const account = z
  .object({
    id,
    name: z.string(),
    email: z.string().nullable(),
    emailVerified: z.boolean(),
    image: z.string().nullish(),
    createdAt: time,
    updatedAt: time,
  })
  .meta({ id: 'Account' });

/** The session's cookie is set beside it. */
export const signedInAnswer = z.object({ token: z.string(), user: account });

/** What the browser's own passkey functions answer (WebAuthn Level 3, JSON forms); whoever verifies it takes it apart. */
const ceremony = z.record(z.string(), z.unknown());

const wish = z.enum(['discouraged', 'preferred', 'required']);
const credential = z.object({
  id: z.string(),
  type: z.literal('public-key'),
  transports: z.array(z.string()).optional(),
});
const extensions = z.object({ credProps: z.boolean().optional() });

/** What the browser's `create` is asked (`PublicKeyCredentialCreationOptionsJSON`). */
export const passkeyCreation = z
  .object({
    challenge: z.string(),
    rp: z.object({ name: z.string(), id: z.string().optional() }),
    user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
    pubKeyCredParams: z.array(z.object({ alg: z.number().int(), type: z.literal('public-key') })),
    timeout: z.number().int().optional(),
    excludeCredentials: z.array(credential).optional(),
    authenticatorSelection: z
      .object({
        authenticatorAttachment: z.enum(['cross-platform', 'platform']).optional(),
        residentKey: wish.optional(),
        requireResidentKey: z.boolean().optional(),
        userVerification: wish.optional(),
      })
      .optional(),
    attestation: z.string().optional(),
    hints: z.array(z.string()).optional(),
    extensions: extensions.optional(),
  })
  .meta({ id: 'PasskeyCreation' });
export type PasskeyCreation = z.output<typeof passkeyCreation>;

/** What the browser's `get` is asked (`PublicKeyCredentialRequestOptionsJSON`). */
export const passkeyRequest = z
  .object({
    challenge: z.string(),
    rpId: z.string().optional(),
    timeout: z.number().int().optional(),
    allowCredentials: z.array(credential).optional(),
    userVerification: wish.optional(),
    hints: z.array(z.string()).optional(),
    extensions: extensions.optional(),
  })
  .meta({ id: 'PasskeyRequest' });
export type PasskeyRequest = z.output<typeof passkeyRequest>;

export const passkey = z
  .object({
    id: uuid,
    name: z.string().nullable(),
    createdAt: time.nullable(),
    deviceType: z.string(),
    backedUp: z.boolean(),
    aaguid: z.string().nullish(),
  })
  .meta({ id: 'Passkey' });

const done = z.object({ status: z.boolean() });

/** Getting in, getting out and what proves who one is; below `/api/auth`, for browsers with cookies. */
export const accountEndpoints = [
  endpoint('POST /sign-up/email', {
    access: 'anyone',
    subject: 'none',
    summary: 'Sign up with a password; e-mail and handle may be left out',
    body: z.object({ name, password, email: email.nullish(), handle: handle.nullish() }),
    output: signedInAnswer,
  }),
  endpoint('POST /sign-up/passkey-options', {
    access: 'anyone',
    subject: 'none',
    summary: 'Begin to sign up with a passkey: what the browser’s `create` is asked; nothing is made yet',
    body: z.object({ name, email: email.nullish(), handle: handle.nullish() }),
    output: passkeyCreation,
  }),
  endpoint('POST /sign-up/passkey', {
    access: 'anyone',
    subject: 'none',
    summary: 'Sign up with the passkey that was made; the account is made once it verifies',
    body: z.object({ response: ceremony }),
    output: signedInAnswer,
  }),
  endpoint('POST /sign-in/email', {
    access: 'anyone',
    subject: 'none',
    summary: 'Sign in with e-mail and password',
    body: z.object({ email, password, rememberMe: z.boolean().optional() }),
    output: signedInAnswer.extend({ redirect: z.boolean() }),
  }),
  endpoint('POST /sign-in/handle', {
    access: 'anyone',
    subject: 'none',
    summary: 'Sign in with handle and password',
    body: z.object({ handle, password, rememberMe: z.boolean().optional() }),
    output: signedInAnswer.extend({ redirect: z.boolean() }),
  }),
  endpoint('POST /sign-out', {
    access: 'anyone',
    subject: 'none',
    summary: 'Sign out here',
    output: z.object({ success: z.boolean() }),
  }),
  endpoint('GET /passkey/generate-authenticate-options', {
    access: 'anyone',
    subject: 'none',
    summary: 'Begin to sign in with a passkey: what the browser’s `get` is asked',
    output: passkeyRequest,
  }),
  endpoint('POST /passkey/verify-authentication', {
    access: 'anyone',
    subject: 'none',
    summary: 'Sign in with a passkey',
    body: z.object({ response: ceremony }),
    output: signedInAnswer,
  }),
  endpoint('GET /passkey/generate-register-options', {
    access: 'member',
    subject: 'own',
    summary: 'Begin to add a passkey to one’s account (needs a fresh sign-in)',
    output: passkeyCreation,
  }),
  endpoint('POST /passkey/verify-registration', {
    access: 'member',
    subject: 'own',
    summary: 'Add the passkey that was made',
    body: z.object({ response: ceremony, name: writing(60).trim().optional() }),
    output: passkey,
  }),
  endpoint('GET /passkey/list-user-passkeys', {
    access: 'member',
    subject: 'own',
    summary: 'One’s passkeys',
    output: z.array(passkey),
  }),
  endpoint('POST /passkey/delete-passkey', {
    access: 'member',
    subject: 'own',
    summary: 'Remove a passkey, unless it is the only way in',
    body: z.object({ id: uuid }),
    output: done,
  }),
  endpoint('POST /change-password', {
    access: 'member',
    subject: 'own',
    summary: 'Change the password, with the old one or a fresh sign-in; signs out everywhere else',
    body: z.object({ newPassword: password, currentPassword: password.optional() }),
    output: done,
  }),
  endpoint('POST /change-email', {
    access: 'member',
    subject: 'own',
    summary: 'Change or remove the e-mail, with the password or a fresh sign-in',
    body: z.object({ newEmail: email.nullable(), password: password.optional() }),
    output: done,
  }),
  endpoint('POST /request-password-reset', {
    access: 'anyone',
    subject: 'none',
    summary: 'Ask for a mail with a link; answers the same whether the address is known or not',
    body: z.object({ email }),
    output: done,
  }),
  endpoint('POST /reset-password', {
    access: 'anyone',
    subject: 'none',
    summary: 'Set a new password with the token of a link; signs out everywhere',
    body: z.object({ token: z.string().max(200), newPassword: password }),
    output: done,
  }),
  endpoint('POST /recover', {
    access: 'anyone',
    subject: 'none',
    summary: 'Set a new password with one of one’s recovery codes, and sign in',
    body: z.object({ handle, code: z.string().max(60), password }),
    output: signedInAnswer,
  }),
] as const;
