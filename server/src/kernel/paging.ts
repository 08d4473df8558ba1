import { AppError } from './errors.ts';
import type { Id } from './ids.ts';

/** A place in a list ordered by `(time, id)`, newest first. */
export interface Place {
  time: Date;
  id: Id;
}

/** Page size when none is asked for. */
export const PAGE = 30;

export function writeCursor({ time, id }: Place): string {
  return Buffer.from(`${time.getTime()}.${id}`).toString('base64url');
}

const NUMBER = /^(\d{1,15})\.([0-8]?\d{1,18})$/;
const UUID = /^(\d{1,15})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** Reads a cursor of ours; throws `request.cursor` for any other text. */
export function readCursor(cursor: string | undefined): Place | null {
  return readPlace(cursor, NUMBER);
}

/** The same for lists of things whose id is a UUID. */
export function readUuidCursor(cursor: string | undefined): Place | null {
  return readPlace(cursor, UUID);
}

function readPlace(cursor: string | undefined, form: RegExp): Place | null {
  if (cursor === undefined) return null;
  const match = form.exec(Buffer.from(cursor, 'base64url').toString());
  if (!match) throw new AppError('request.cursor');
  return { time: new Date(Number(match[1])), id: match[2]! };
}

/**
 * A page out of rows that were asked for with `limit + 1`: the surplus row says whether there is more.
 * `placeOf` names the key of the last row shown.
 */
export function pageOf<Row>(
  rows: readonly Row[],
  limit: number,
  placeOf: (row: Row) => Place,
): { rows: Row[]; cursor: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { rows: shown, cursor: rows.length > limit && last ? writeCursor(placeOf(last)) : null };
}
