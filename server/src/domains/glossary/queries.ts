import type { api, OutputOf } from '@jujube/contract';
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { keepsRules, type Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { given, type Id } from '../../kernel/ids.ts';
import { PAGE, pageOf, readCursor } from '../../kernel/paging.ts';
import { mayDo, suggestedWhere, type SuggestedRow } from '../corrections/index.ts';

type Term = OutputOf<ReturnType<typeof api<'PATCH /glossary/:id'>>>;

export interface TermRow extends SuggestedRow {
  channel: string | null;
  term: string;
  translation: string | null;
  note: string;
  example: string;
  state: Term['state'];
}

interface Listing {
  state?: 'accepted' | 'open';
  channel?: string;
  term?: string;
  cursor?: string;
  limit?: number;
}

/** Words that are agreed on, or that wait; or all that was ever proposed for one, the newest first. */
export async function listTerms(
  ctx: Context,
  { state = 'accepted', channel, term, cursor, limit = PAGE }: Listing,
) {
  const after = readCursor(cursor);
  const states = state === 'accepted' ? ['accepted'] : ['open', 'held'];
  const which = term
    ? sql<SqlBool>`lower(c.term) = lower(${term})`
    : sql<SqlBool>`c.state = any(${states}::text[]) and (${channel ?? null}::text is null or c.channel = ${channel ?? null})`;
  const where = sql<SqlBool>`${which} and (${after?.id ?? null}::bigint is null or c.id < ${after?.id ?? null}::bigint)`;
  const rows = await termsWhere(ctx, { where, limit: limit + 1 });
  const page = pageOf(rows, limit, (one) => ({ time: new Date(one.at), id: one.id }));
  return { items: page.rows, cursor: page.cursor };
}

/** One. Throws `term.not_found`. */
export async function readTerm(ctx: Context, id: Id): Promise<Term> {
  const [found] = await termsWhere(ctx, { where: sql<SqlBool>`c.id = ${id}`, limit: 1 });
  if (!found) throw new AppError('term.not_found');
  return found;
}

/** The words that these proposals are about, with their languages; those that are gone are missing. */
export async function termsNamed(
  { db }: Pick<Context, 'db'>,
  ids: readonly Id[],
): Promise<Map<Id, { term: string; language: string }>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: Id; term: string; language: string }>`
    select id, term, from_language as language from terms where id = any(${given('bigint', ids)})`.execute(
    db,
  );
  return new Map(rows.map(({ id, ...named }) => [id, named]));
}

async function termsWhere(
  ctx: Context,
  wanted: { where: RawBuilder<SqlBool>; limit: number },
): Promise<Term[]> {
  const from = { rows: 'terms', votes: 'term_votes', of: 'term_id' };
  const found = await suggestedWhere<TermRow>(ctx, { from, ...wanted });
  return found.map(({ row, shown }) => ({
    ...shown,
    ...{ channel: row.channel, term: row.term, translation: row.translation },
    ...{ note: row.note, example: row.example, state: row.state },
    // Of words nobody is the author: those who keep the rules have the last one.
    may: mayDo(ctx.viewer, { row, votes: true, decides: keepsRules(ctx.viewer) }),
  }));
}
