import type { api, OutputOf } from '@jujube/contract';
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import type { Id } from '../../kernel/ids.ts';
import { PAGE, pageOf, readCursor } from '../../kernel/paging.ts';
import { mayBecome, WAIT_MS } from '../corrections/index.ts';
import { notBlocked } from '../graph/index.ts';
import { authorsFor } from '../people/index.ts';

type Term = OutputOf<ReturnType<typeof api<'PATCH /glossary/:id'>>>;

export interface TermRow {
  id: Id;
  channel: string | null;
  from_language: string;
  language: string;
  term: string;
  translation: string | null;
  note: string;
  example: string;
  state: Term['state'];
  giver_id: Id | null;
  opened_at: Date;
  accepted_at: Date | null;
  ended_at: Date | null;
  by_word: boolean;
}

interface Shown extends TermRow {
  votes_for: number;
  votes_against: number;
  vote: 'for' | 'against' | null;
  by_seen: boolean;
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
    ? sql<SqlBool>`lower(t.term) = lower(${term})`
    : sql<SqlBool>`t.state = any(${states}::text[]) and (${channel ?? null}::text is null or t.channel = ${channel ?? null})`;
  const where = sql<SqlBool>`${which} and (${after?.id ?? null}::bigint is null or t.id < ${after?.id ?? null}::bigint)`;
  const rows = await termsWhere(ctx, { where, limit: limit + 1 });
  const page = pageOf(rows, limit, (one) => ({ time: new Date(one.at), id: one.id }));
  return { items: page.rows, cursor: page.cursor };
}

/** One. Throws `term.not_found`. */
export async function readTerm(ctx: Context, id: Id): Promise<Term> {
  const [found] = await termsWhere(ctx, { where: sql<SqlBool>`t.id = ${id}`, limit: 1 });
  if (!found) throw new AppError('term.not_found');
  return found;
}

async function termsWhere(
  ctx: Context,
  { where, limit }: { where: RawBuilder<SqlBool>; limit: number },
): Promise<Term[]> {
  const me = ctx.viewer.id;
  const { rows } = await sql<Shown>`
    select t.*, v.votes_for, v.votes_against, v.vote,
      t.giver_id is not null and ${notBlocked(ctx.viewer, sql.ref('t.giver_id'))} as by_seen
    from terms t cross join lateral (
      select count(*) filter (where vote = 'for')::int as votes_for, count(*) filter (where vote = 'against')::int as votes_against,
        max(vote) filter (where person_id = ${me}::bigint) as vote
      from term_votes where term_id = t.id) v
    where ${where} order by t.id desc limit ${limit}`.execute(ctx.db);
  const authors = await authorsFor(
    ctx,
    rows.flatMap(({ giver_id, by_seen }) => (giver_id !== null && by_seen ? giver_id : [])),
  );
  return rows.map((row) => ({
    ...{ id: row.id, channel: row.channel, fromLanguage: row.from_language, language: row.language },
    ...{
      term: row.term,
      translation: row.translation,
      note: row.note,
      example: row.example,
      state: row.state,
    },
    by: row.by_seen ? (authors.get(row.giver_id!) ?? null) : null,
    at: row.opened_at.toISOString(),
    acceptedAt: row.accepted_at?.toISOString() ?? null,
    endedAt: row.ended_at?.toISOString() ?? null,
    ...{ votesFor: row.votes_for, votesAgainst: row.votes_against, vote: row.vote },
    decidedFrom: new Date(row.opened_at.getTime() + WAIT_MS).toISOString(),
    mine: me !== null && row.giver_id === me,
    may: mayDo(ctx, row),
  }));
}

function mayDo({ viewer }: Context, row: TermRow): Term['may'] {
  const mine = viewer.id !== null && row.giver_id === viewer.id;
  const live = row.state === 'open' || row.state === 'held' || row.state === 'accepted';
  return {
    vote: viewer.id !== null && !mine && live,
    decide: live && keepsRules(viewer),
    withdraw: mine && mayBecome(row.state, 'withdrawn'),
  };
}

/** Of words nobody is the author: those who keep the rules have the last one. */
export function keepsRules({ roles }: Pick<Context['viewer'], 'roles'>): boolean {
  return roles.includes('moderator') || roles.includes('administrator');
}
