import { tokens } from '@jujube/lingua';
import { cleanText } from '../../kernel/text.ts';

/** Most different tokens of a query. */
export const MOST_TOKENS = 50;
/** A document's words take at most so many bytes: PostgreSQL's own limit is 1 MB for all of it. */
const MOST_BYTES = 400_000;
const LAST_POSITION = 16_383;

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
    .map(
      ([token, known]) => `${quoted(token)}:${[...known].map(([weight, at]) => `${at}${weight}`).join(',')}`,
    )
    .join(' ');
}

/**
 * A query as PostgreSQL's `tsquery` in text form: all of its tokens, English ones in singular and plural, the last word of
 * a spaced script also as a beginning. Null where nothing is left to look for.
 */
export function queryOf(typed: string): string | null {
  const found = [...new Set(tokens(cleanText(typed)))].slice(0, MOST_TOKENS);
  if (found.length === 0) return null;
  const last = found.length - 1;
  return found.map((token, index) => anyOf(token, index === last)).join(' & ');
}

/**
 * Words to keep away, as a `tsquery`: a note has one of them where it has all of its tokens, as if searched for, but whole
 * words only ("cat" is not "category"). Null where there is nothing to look for.
 */
export function anyWordQuery(words: readonly string[]): string | null {
  const wanted = words
    .map((word) => [...new Set(tokens(cleanText(word)))].slice(0, MOST_TOKENS))
    .filter((found) => found.length > 0)
    .map((found) => `(${found.map((token) => anyOf(token, false)).join(' & ')})`);
  return wanted.length === 0 ? null : wanted.join(' | ');
}

/** Whether these texts say a word to keep away, by the same rule. */
export function isSaidIn(texts: readonly string[], word: string): boolean {
  const said = new Set(texts.flatMap((text) => tokens(text)));
  const wanted = tokens(cleanText(word));
  return (
    wanted.length > 0 &&
    wanted.every((token) => said.has(token) || otherNumbers(token).some((form) => said.has(form)))
  );
}

function anyOf(token: string, isLast: boolean): string {
  const typed = isLast && GOES_ON.test(token) ? `${quoted(token)}:*` : quoted(token);
  const forms = [typed, ...otherNumbers(token).map(quoted)];
  return forms.length === 1 ? typed : `(${forms.join(' | ')})`;
}

const GOES_ON = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]{3,}$/u;

/** cat → cats, cats → cat, berry → berries: enough for who types one and means both. */
function otherNumbers(token: string): string[] {
  if (!/^[a-z]{3,}$/.test(token)) return [];
  if (/[^aeiou]ies$/.test(token)) return [token.replace(/ies$/, 'y')];
  if (/(?:[sxz]|[cs]h)es$/.test(token)) return [token.replace(/es$/, ''), token.replace(/s$/, '')];
  if (/[^s]s$/.test(token)) return [token.replace(/s$/, '')];
  if (/[^aeiou]y$/.test(token)) return [token.replace(/y$/, 'ies')];
  return [/(?:[sxz]|[cs]h)$/.test(token) ? `${token}es` : `${token}s`];
}

function quoted(token: string): string {
  return `'${token.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}
