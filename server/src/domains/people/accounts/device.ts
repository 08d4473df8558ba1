import { randomBytes } from 'node:crypto';
import type { Context } from '../../../kernel/context.ts';
import { deviceCookie, DEVICE_COOKIE, exchangeOf } from './cookies.ts';

const BYTES = 24;
const FORM = /^[\w-]{32}$/;

/**
 * Gives the browser that just signed in a long random text that it keeps beyond the session, or lets it keep the one it has:
 * many accounts of one browser are one voice (rings, in the feed). It is read with signals only, and never shown.
 */
export function rememberDevice(ctx: Pick<Context, 'config' | 'exchange'>): void {
  exchangeOf(ctx).setCookie(deviceCookie(ctx, deviceOf(ctx) ?? randomBytes(BYTES).toString('base64url')));
}

/** What `rememberDevice` gave this browser; null where it gave nothing. */
export function deviceOf({ exchange }: Pick<Context, 'exchange'>): string | null {
  const value = exchange?.cookie(DEVICE_COOKIE);
  return value !== undefined && FORM.test(value) ? value : null;
}
