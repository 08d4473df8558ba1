import { AppError } from '../../kernel/errors.ts';
import type { Id } from '../../kernel/ids.ts';

/** A place on a board. */
export interface Place {
  position: number;
  note: Id;
}

export function writePlace({ position, note }: Place): string {
  return Buffer.from(`${position}:${note}`).toString('base64url');
}

/** Throws `request.cursor` for a text that is not ours. */
export function readPlace(cursor: string | undefined): Place | null {
  if (cursor === undefined) return null;
  const match = /^(-?[\d.]{1,25}(?:e[+-]?\d{1,3})?):([0-8]?\d{1,18})$/.exec(
    Buffer.from(cursor, 'base64url').toString(),
  );
  const position = Number(match?.[1]);
  if (!match || !Number.isFinite(position)) throw new AppError('request.cursor');
  return { position, note: match[2]! };
}
