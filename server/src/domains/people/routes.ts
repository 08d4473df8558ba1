import { accountApi, api } from '@jujube/contract';
import { route } from '../../kernel/routes.ts';
import { closeAccount } from './commands/close.ts';
import { changeEmail } from './commands/email.ts';
import { found } from './commands/members.ts';
import {
  addPasskey,
  beginPasskey,
  beginPasskeySignIn,
  listPasskeys,
  removePasskey,
  signInByPasskey,
} from './commands/passkeys.ts';
import { beginPasskeySignUp, signUpByPasskey } from './commands/passkey-sign-up.ts';
import { changePassword, requestReset, resetPassword } from './commands/passwords.ts';
import { makeRecoveryCodes, recover } from './commands/recovery.ts';
import { changeSession, endDevice, listDevices, openPage } from './commands/session.ts';
import { signInByEmail, signInByHandle, signOut } from './commands/sign-in.ts';
import { signUp } from './commands/sign-up.ts';
import { listTokens, makeToken, revokeToken } from './commands/tokens.ts';

export const routes = [
  route(api('PUT /community/founder'), found),
  route(api('GET /session'), openPage),
  route(api('PATCH /session'), changeSession),
  route(api('GET /me/devices'), listDevices),
  route(api('DELETE /me/devices/:id'), endDevice),
  route(api('POST /me/recovery-codes'), makeRecoveryCodes),
  route(api('GET /me/tokens'), listTokens),
  route(api('POST /me/tokens'), makeToken),
  route(api('DELETE /me/tokens/:id'), revokeToken),
  route(api('DELETE /me'), closeAccount),
];

/** Below `/api/auth`. */
export const accountRoutes = [
  route(accountApi('POST /sign-up/email'), signUp),
  route(accountApi('POST /sign-up/passkey-options'), beginPasskeySignUp),
  route(accountApi('POST /sign-up/passkey'), signUpByPasskey),
  route(accountApi('POST /sign-in/email'), signInByEmail),
  route(accountApi('POST /sign-in/handle'), signInByHandle),
  route(accountApi('POST /sign-out'), signOut),
  route(accountApi('GET /passkey/generate-authenticate-options'), beginPasskeySignIn),
  route(accountApi('POST /passkey/verify-authentication'), signInByPasskey),
  route(accountApi('GET /passkey/generate-register-options'), beginPasskey),
  route(accountApi('POST /passkey/verify-registration'), addPasskey),
  route(accountApi('GET /passkey/list-user-passkeys'), listPasskeys),
  route(accountApi('POST /passkey/delete-passkey'), removePasskey),
  route(accountApi('POST /change-password'), changePassword),
  route(accountApi('POST /change-email'), changeEmail),
  route(accountApi('POST /request-password-reset'), requestReset),
  route(accountApi('POST /reset-password'), resetPassword),
  route(accountApi('POST /recover'), recover),
];
