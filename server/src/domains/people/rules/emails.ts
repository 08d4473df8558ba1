import { z } from 'zod';
import { AppError } from '../../../kernel/errors.ts';
import type { Id } from '../../../kernel/ids.ts';

/** Nothing is ever delivered there (RFC 6761). */
const NOWHERE = '@none.invalid';
const shape = z.email().max(254);

/** The internal address of an account without one: never shown, mailed, exported or found. */
export function noEmail(id: Id): string {
  return id + NOWHERE;
}

/** A stored address as anybody may see it: null for an account without one. */
export function shownEmail(stored: string): string | null {
  return stored.endsWith(NOWHERE) ? null : stored;
}

/** An address as it is kept, in lower case. Throws `auth.email_invalid`, for ours that lead nowhere too. */
export function checkEmail(typed: string): string {
  const email = typed.trim().toLowerCase();
  if (!shape.safeParse(email).success || email.endsWith('.invalid')) throw new AppError('auth.email_invalid');
  return email;
}
