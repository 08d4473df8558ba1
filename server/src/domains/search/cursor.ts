import { AppError } from '../../kernel/errors.ts';
import type { Id } from '../../kernel/ids.ts';

/** A place among matches: behind one of those that are ranked together, which are none newer than `top`. */
export interface SearchPlace {
  top: Id;
  after: { score: number; id: Id } | null;
}

export function writeSearchCursor({ top, after }: SearchPlace): string {
  return Buffer.from(after ? `${top}:${after.score}:${after.id}` : top).toString('base64url');
}

/** Throws `request.cursor` for a text that is not ours. */
export function readSearchCursor(cursor: string | undefined): SearchPlace | null {
  if (cursor === undefined) return null;
  const match = FORM.exec(Buffer.from(cursor, 'base64url').toString());
  if (!match || BigInt(match[1]!) > NEWEST) throw new AppError('request.cursor');
  const [, top = '', score, id] = match;
  return { top, after: score !== undefined && id !== undefined ? { score: Number(score), id } : null };
}

const FORM = /^(\d{1,19})(?::(-?\d{1,12}(?:\.\d{1,20})?(?:e-?\d{1,2})?):([0-8]?\d{1,18}))?$/;
const NEWEST = 2n ** 63n - 1n;
