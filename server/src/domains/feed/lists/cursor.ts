import { AppError } from '../../../kernel/errors.ts';
import type { Secrets } from '../../../kernel/secrets.ts';

/** A place in a visit's list: any web process can go on from it, also after a restart. */
export interface ListPlace {
  token: string;
  /** Index of the next note. */
  position: number;
  /** Fingerprints of what was shown, for the day the list's row is lost. */
  seen: number[];
}

const PURPOSE = 'feed-list';
const SIGNATURE_LENGTH = 16;

/** Writes a signed cursor; `shown` are fingerprints of the visit's notes before `position`. */
export function writeListCursor(
  secrets: Secrets,
  { token, position, shown }: { token: string; position: number; shown: readonly number[] },
): string {
  const seen = Buffer.from(Uint16Array.from(shown).buffer).toString('base64url');
  const body = `${token}.${position}.${seen}`;
  return `${body}.${secrets.sign(PURPOSE, body).slice(0, SIGNATURE_LENGTH)}`;
}

/** Reads a cursor of ours; throws `request.cursor` for any other text. */
export function readListCursor(secrets: Secrets, cursor: string): ListPlace {
  const end = cursor.lastIndexOf('.');
  const body = cursor.slice(0, end);
  const match = /^([0-9a-f-]{36})\.(\d{1,4})\.([\w-]*)$/.exec(body);
  const signed = secrets.sign(PURPOSE, body).slice(0, SIGNATURE_LENGTH) === cursor.slice(end + 1);
  if (!match || !signed) throw new AppError('request.cursor');
  const bytes = Buffer.from(match[3]!, 'base64url');
  const seen = Array.from({ length: bytes.length >> 1 }, (_, index) => bytes.readUInt16LE(index * 2));
  return { token: match[1]!, position: Number(match[2]), seen };
}
