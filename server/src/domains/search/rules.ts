import { tokens } from '@jujube/lingua';
import { cleanText } from '../../kernel/text.ts';

/** Most different tokens of a query. */
export const MOST_TOKENS = 50;
/** A document's words take at most so many bytes: PostgreSQL's own limit is 1 MB for all of it. */
const MOST_BYTES = 400_000;
const LAST_POSITION = 16_383;
/** A word that is still being typed finds what begins so, from this length on. */
const SHORTEST_BEGINNING = 3;

/** Words of one weight: A is a title, B the rest. */
export interface Weighed {
  weight: 'A' | 'B';
  text: string;
}

/**
 * A document as PostgreSQL's `tsvector` in text form. Each word stands once per weight: repeating it brings nobody up.
 */
export function documentOf(parts: readonly Weighed[]): string {
  const places = new Map<string, Map<string, number>>();
  let bytes = 0;
  let position = 0;
  for (const { weight, text } of parts) {
    for (const token of tokens(text)) {
      position = Math.min(position + 1, LAST_POSITION);
      const known = places.get(token) ?? new Map<string, number>();
      if (known.size === 0) bytes += Buffer.byteLength(token);
      if (bytes > MOST_BYTES) break;
      if (!known.has(weight)) places.set(token, known.set(weight, position));
    }
  }
  return [...places]
    .map(([token, known]) => `${quoted(token)}:${[...known].map(([weight, at]) => `${at}${weight}`).join(',')}`)
    .join(' ');
}

/**
 * A query as PostgreSQL's `tsquery` in text form: all of its tokens, the last word of a spaced script also as a beginning.
 * Null where nothing is left to look for.
 */
export function queryOf(typed: string): string | null {
  const found = [...new Set(tokens(cleanText(typed)))].slice(0, MOST_TOKENS);
  if (found.length === 0) return null;
  const last = found.length - 1;
  return found.map((token, index) => (index === last ? beginning(token) : quoted(token))).join(' & ');
}

function beginning(token: string): string {
  const goesOn = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]+$/u.test(token) && token.length >= SHORTEST_BEGINNING;
  return goesOn ? `${quoted(token)}:*` : quoted(token);
}

function quoted(token: string): string {
  return `'${token.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}
