import { timingSafeEqual } from 'node:crypto';
import { timeOfUuid } from '../../../kernel/ids.ts';
import type { Secrets } from '../../../kernel/secrets.ts';

/** A page of a list as it was served: where signals about its cards may point. */
export interface Stretch {
  /** UUIDv7 of the list; the moment it was made is in it. */
  list: string;
  /** Index of its first note. */
  from: number;
  /** Index behind its last note. */
  to: number;
  /** Whom it was served to (`readerOf`); ANY_VISITOR for a page that visitors of one moment share. */
  reader: string;
  /** How many impressions the model behind it had learnt from. */
  model: number;
}

/** The reader of a first page that visitors of one moment share: any visitor, each once. */
export const ANY_VISITOR = '0';
/** Signals about a list are taken for so long, as its row is kept. */
const GOOD_MS = 24 * 3600_000;

const PURPOSE = 'feed-stretch';
const SIGNATURE_LENGTH = 16;

/** Writes the signed token that a page of a list carries. */
export function writeStretch(secrets: Secrets, { list, from, to, reader, model }: Stretch): string {
  const body = `${list}.${from}.${to}.${reader}.${model}`;
  return `${body}.${signatureOf(secrets, body)}`;
}

/** Reads a token of ours that is still good at `now`; else says why it is none. */
export function readStretch(secrets: Secrets, token: string, now: Date): Stretch | 'forged' | 'expired' {
  const end = token.lastIndexOf('.');
  const match = /^([0-9a-f-]{36})\.(\d{1,4})\.(\d{1,4})\.(-?\d{1,19})\.(\d{1,10})$/.exec(token.slice(0, end));
  if (!match || !isSigned(secrets, token.slice(0, end), token.slice(end + 1))) return 'forged';
  const [, list = '', from, to, reader = '', model] = match;
  if (now.getTime() - timeOfUuid(list) > GOOD_MS) return 'expired';
  return { list, from: Number(from), to: Number(to), reader, model: Number(model) };
}

function isSigned(secrets: Secrets, body: string, signature: string): boolean {
  const expected = Buffer.from(signatureOf(secrets, body));
  const given = Buffer.from(signature);
  return expected.length === given.length && timingSafeEqual(expected, given);
}

function signatureOf(secrets: Secrets, body: string): string {
  return secrets.sign(PURPOSE, body).slice(0, SIGNATURE_LENGTH);
}
