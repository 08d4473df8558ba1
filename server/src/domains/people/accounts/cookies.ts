import { createHmac } from 'node:crypto';
import { serialize } from 'hono/utils/cookie';
import type { Context, Exchange } from '../../../kernel/context.ts';
import { SESSION_COOKIE } from '../viewer.ts';

/** A session ends so long after it was last used. */
export const SESSION_DAYS = 90;
const DAY_SECONDS = 86_400;

type Ask = Pick<Context, 'config' | 'secrets'>;

/** `Set-Cookie` that takes the session's cookie out of the browser. */
export function endedSessionCookie({ config }: Pick<Context, 'config'>): string {
  const secure = isSecure(config);
  return serialize(cookieName(secure), '', { httpOnly: true, sameSite: 'Lax', path: '/', secure, maxAge: 0 });
}

/** `Set-Cookie` of a session, signed as the accounts library does and `sessionToken` checks. */
export function sessionCookie({ config, secrets }: Ask, token: string): string {
  const signature = createHmac('sha256', secrets.accounts).update(token).digest('base64');
  const secure = isSecure(config);
  return serialize(cookieName(secure), `${token}.${signature}`, {
    httpOnly: true,
    sameSite: 'Lax',
    path: '/',
    secure,
    maxAge: SESSION_DAYS * DAY_SECONDS,
  });
}

/** `Set-Cookie` of a choice that pages need before anything is read (language, theme); a year. */
export function choiceCookie({ config }: Pick<Context, 'config'>, name: string, value: string): string {
  return serialize(name, value, {
    sameSite: 'Lax',
    path: '/',
    secure: isSecure(config),
    maxAge: 365 * DAY_SECONDS,
  });
}

/** `Set-Cookie` of a ceremony of several requests; `value` empty ends it. */
export function ceremonyCookie({ config }: Pick<Context, 'config'>, name: string, value: string): string {
  const maxAge = value === '' ? 0 : 600;
  return serialize(name, value, {
    httpOnly: true,
    sameSite: 'Lax',
    path: '/api/auth',
    secure: isSecure(config),
    maxAge,
  });
}

/** Names a browser, for as long as signals are kept; see `rememberDevice`. */
export const DEVICE_COOKIE = 'jujube.device';
const DEVICE_DAYS = 90;

export function deviceCookie({ config }: Pick<Context, 'config'>, value: string): string {
  return serialize(DEVICE_COOKIE, value, {
    httpOnly: true,
    sameSite: 'Lax',
    path: '/',
    secure: isSecure(config),
    maxAge: DEVICE_DAYS * DAY_SECONDS,
  });
}

function cookieName(secure: boolean): string {
  return `${secure ? '__Secure-' : ''}${SESSION_COOKIE}`;
}

export function isSecure({ publicUrl }: Context['config']): boolean {
  return publicUrl.startsWith('https:');
}

/** The request's exchange; commands that need one are only called by routes. */
export function exchangeOf({ exchange }: Pick<Context, 'exchange'>): Exchange {
  if (!exchange) throw new Error('A command for requests was called by a job');
  return exchange;
}
