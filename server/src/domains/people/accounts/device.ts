import { randomBytes } from 'node:crypto';
import type { Context } from '../../../kernel/context.ts';
import { deviceCookie, DEVICE_COOKIE, exchangeOf } from './cookies.ts';

const BYTES = 24;
const FORM = /^[\w-]{32}$/;

/**
 * Gives the browser that just signed in a long random text that it keeps beyond the session, or lets it keep the one it has:
 * many accounts of one browser are one voice (rings, in the feed). It is read with signals and new notes only, and never shown.
 */
export function rememberDevice(ctx: Pick<Context, 'config' | 'exchange'>): void {
  exchangeOf(ctx).setCookie(deviceCookie(ctx, deviceOf(ctx) ?? randomBytes(BYTES).toString('base64url')));
}

/** A browser as a number under a key of ours, from which nothing can be read back; null where it is not known. */
export function deviceNumber(ctx: Pick<Context, 'exchange' | 'secrets'>): number | null {
  const device = deviceOf(ctx);
  if (device === null) return null;
  return Buffer.from(ctx.secrets.sign('feed-device', device), 'base64url').readInt32BE();
}

/** What `rememberDevice` gave this browser; null where it gave nothing. */
export function deviceOf({ exchange }: Pick<Context, 'exchange'>): string | null {
  const value = exchange?.cookie(DEVICE_COOKIE);
  return value !== undefined && FORM.test(value) ? value : null;
}
