import { limitKey } from '../../../kernel/address.ts';
import type { Context } from '../../../kernel/context.ts';
import { timeOfUuid } from '../../../kernel/ids.ts';

/**
 * Who reads a list, as a number: a person's id; of a visitor their network under a key of the day on which the list was made,
 * below zero, so that nobody is followed from one day to the next.
 */
export function readerOf(
  { viewer, secrets, address }: Pick<Context, 'viewer' | 'secrets' | 'address'>,
  list: string,
): string {
  if (viewer.id !== null) return viewer.id;
  const network = address === null ? 'unknown' : limitKey(address);
  const signed = secrets.sign('feed-visitor', `${dayOf(list)} ${network}`);
  return String(-1n - (Buffer.from(signed, 'base64url').readBigUInt64BE() >> 2n));
}

/** The day (UTC, `2026-01-31`) on which a list was made. */
export function dayOf(list: string): string {
  return new Date(timeOfUuid(list)).toISOString().slice(0, 10);
}
