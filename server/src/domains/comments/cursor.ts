import { AppError } from '../../kernel/errors.ts';
import type { Id } from '../../kernel/ids.ts';

/** A place among threads: pinned, then score, then id. */
export interface ThreadPlace {
  pinned: number;
  score: string;
  id: Id;
}

export function writeThreadCursor({ pinned, score, id }: ThreadPlace): string {
  return Buffer.from(`${pinned}.${score}.${id}`).toString('base64url');
}

/** Throws `request.cursor` for a text that is not ours. */
export function readThreadCursor(cursor: string | undefined): ThreadPlace | null {
  if (cursor === undefined) return null;
  const match = /^([01])\.(-?\d{1,12})\.([0-8]?\d{1,18})$/.exec(Buffer.from(cursor, 'base64url').toString());
  if (!match) throw new AppError('request.cursor');
  return { pinned: Number(match[1]), score: match[2]!, id: match[3]! };
}
