import type { api, OutputOf } from '@jujube/contract';
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { notBlocked } from '../graph/index.ts';
import { authorsFor } from '../people/index.ts';
import { mayBecome, WAIT_MS, type CorrectionState } from './rules.ts';

type Correction = OutputOf<ReturnType<typeof api<'GET /corrections/:id'>>>;

/** A row of anything that people suggest and vote on. */
export interface SuggestedRow {
  id: Id;
  from_language: string;
  language: string;
  state: CorrectionState;
  giver_id: Id | null;
  opened_at: Date;
  accepted_at: Date | null;
  ended_at: Date | null;
  by_word: boolean;
}

interface Voted {
  votes_for: number;
  votes_against: number;
  vote: 'for' | 'against' | null;
  by_seen: boolean;
}

interface Wanted {
  /** Table of the rows, which `where` calls `c`; of their votes, and the column that names a row there. */
  from: { rows: string; votes: string; of: string };
  where: RawBuilder<SqlBool>;
  limit: number;
}

/** Rows, newest first, each with what readers are shown of anything suggested: whose it is, since when, how it stands. */
export async function suggestedWhere<Row extends SuggestedRow>(ctx: Context, { from, where, limit }: Wanted) {
  const me = ctx.viewer.id;
  const { rows } = await sql<Row & Voted>`
    select c.*, v.votes_for, v.votes_against, v.vote,
      c.giver_id is not null and ${notBlocked(ctx.viewer, sql.ref('c.giver_id'))} as by_seen
    from ${sql.table(from.rows)} c cross join lateral (
      select count(*) filter (where vote = 'for')::int as votes_for, count(*) filter (where vote = 'against')::int as votes_against,
        max(vote) filter (where person_id = ${me}::bigint) as vote
      from ${sql.table(from.votes)} where ${sql.ref(from.of)} = c.id) v
    where ${where} order by c.id desc limit ${limit}`.execute(ctx.db);
  const givers = rows.flatMap(({ giver_id, by_seen }) => (giver_id !== null && by_seen ? giver_id : []));
  const authors = await authorsFor(ctx, givers);
  return rows.map((row) => ({
    row: row as Row,
    shown: {
      ...{ id: row.id, fromLanguage: row.from_language, language: row.language },
      by: row.by_seen ? (authors.get(row.giver_id!) ?? null) : null,
      at: row.opened_at.toISOString(),
      acceptedAt: row.accepted_at?.toISOString() ?? null,
      endedAt: row.ended_at?.toISOString() ?? null,
      ...{ votesFor: row.votes_for, votesAgainst: row.votes_against, vote: row.vote },
      decidedFrom: new Date(row.opened_at.getTime() + WAIT_MS).toISOString(),
      mine: me !== null && row.giver_id === me,
    },
  }));
}

/** What somebody may do about it; whether they have a say in such things, and the last one, whoever asks knows. */
export function mayDo(
  { id }: Context['viewer'],
  { row, votes, decides }: { row: SuggestedRow; votes: boolean; decides: boolean },
): Correction['may'] {
  const mine = id !== null && row.giver_id === id;
  const live = isLive(row);
  return {
    vote: id !== null && !mine && live && votes,
    decide: live && decides,
    withdraw: mine && mayBecome(row.state, 'withdrawn'),
  };
}

/** Whether votes still change what becomes of it. */
export function isLive({ state }: Pick<SuggestedRow, 'state'>): boolean {
  return state === 'open' || state === 'held' || state === 'accepted';
}
