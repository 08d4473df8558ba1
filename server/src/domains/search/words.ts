import { tokens } from '@jujube/lingua';
import { sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { given, type Id } from '../../kernel/ids.ts';
import { textsOf } from '../notes/index.ts';

/** What a note says in tokens, each once, in the order of the text: of its titles, and of all else. */
export interface NoteWords {
  title: string[];
  rest: string[];
}

/** Telling words apart takes a moment in which nothing else is answered: so many notes at a time. */
const AT_ONCE = 20;

/**
 * The tokens of notes, in all languages they are written in: from their documents where these are of the wanted version
 * of their words (or newer), else made now. Notes that are gone are missing.
 */
export async function noteWords(
  ctx: Pick<Context, 'db'>,
  notes: readonly { id: Id; version: number }[],
): Promise<Map<Id, NoteWords>> {
  const { rows } = await sql<{ id: Id; version: number; tokens: string }>`
    select id, version, tokens::text as tokens from search_documents
    where kind = 'note' and id = any(${given(
      'bigint',
      notes.map(({ id }) => id),
    )})`.execute(ctx.db);
  const wanted = new Map(notes.map(({ id, version }) => [id, version]));
  const current = rows.filter(({ id, version }) => version >= wanted.get(id)!);
  const found = new Map(current.map((row) => [row.id, wordsIn(row.tokens)]));
  const missing = notes.flatMap(({ id }) => (found.has(id) ? [] : [id]));
  for (let from = 0; from < missing.length; from += AT_ONCE) {
    const texts = await textsOf(ctx, missing.slice(from, from + AT_ONCE));
    for (const { id, versions } of texts.values()) {
      const title = new Set(versions.flatMap((version) => tokens(version.title)));
      const rest = new Set(versions.flatMap((version) => tokens(version.body)));
      found.set(id, { title: [...title], rest: [...rest].filter((token) => !title.has(token)) });
    }
  }
  return found;
}

/** A `tsvector` in text form, as `documentOf` makes them: `'word':1A,7B`. */
function wordsIn(document: string): NoteWords {
  const found = [...document.matchAll(WORD)].map(([, token = '', places = '']) => ({
    token: token.replaceAll("''", "'").replaceAll('\\\\', '\\'),
    title: places.includes('A'),
    at: Number.parseInt(places, 10),
  }));
  found.sort((a, b) => a.at - b.at);
  const some = (title: boolean) => found.flatMap((word) => (word.title === title ? [word.token] : []));
  return { title: some(true), rest: some(false) };
}

const WORD = /'((?:[^'\\]|''|\\\\)*)':([\dA-D,]+)/g;
