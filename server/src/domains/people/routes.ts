import { accountApi, api } from '@jujube/contract';
import { route } from '../../kernel/routes.ts';
import { changeSession, endDevice, listDevices, openPage } from './commands/session.ts';
import { signInByEmail, signInByHandle, signOut } from './commands/sign-in.ts';
import { signUp } from './commands/sign-up.ts';

export const routes = [
  route(api('GET /session'), openPage),
  route(api('PATCH /session'), changeSession),
  route(api('GET /me/devices'), listDevices),
  route(api('DELETE /me/devices/:id'), endDevice),
];

/** Below `/api/auth`. */
export const accountRoutes = [
  route(accountApi('POST /sign-up/email'), signUp),
  route(accountApi('POST /sign-in/email'), signInByEmail),
  route(accountApi('POST /sign-in/handle'), signInByHandle),
  route(accountApi('POST /sign-out'), signOut),
];
