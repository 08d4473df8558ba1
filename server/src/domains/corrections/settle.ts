import { sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import type { Tx } from '../../kernel/transaction.ts';
import { putSentence, sentencesOf } from '../translation/index.ts';
import { correctionAccepted, type CorrectionEvent } from './events.ts';
import type { CorrectionRow } from './queries.ts';
import { byVotes, WAIT_MS, type CorrectionState, type Matter } from './rules.ts';
import { ballotsOf, countElectorate, isDoubted, reckon, sentenceName } from './standing.ts';
import { sourcesOf } from './subjects.ts';

/** A job: looks again at a suggestion when its day is over. */
export const RECONSIDER = { name: 'corrections.reconsider' } as const;

/** Nobody else decides about a suggestion meanwhile; null where there is none. */
export async function lockCorrection(tx: Tx, id: Id): Promise<CorrectionRow | null> {
  const { rows } = await sql<CorrectionRow>`select * from corrections where id = ${id} for update`.execute(
    tx.db,
  );
  return rows[0] ?? null;
}

/** A suggestion as the rules look at it. */
export async function matterOf(ctx: Context, row: CorrectionRow): Promise<Matter> {
  const electorate = await countElectorate(ctx);
  const [ballots, giverDoubted] = await Promise.all([
    ballotsOf(ctx, { id: row.id, sentence: sentenceName(row), electorate }),
    row.giver_id === null ? false : isDoubted(ctx, row.giver_id),
  ]);
  return {
    ...{ state: row.state, byWord: row.by_word, giverDoubted, ballots, electorate },
    openedAt: row.opened_at.getTime(),
    acceptedAt: row.accepted_at?.getTime() ?? null,
  };
}

/** Does what votes and time make of a suggestion. Run twice it does the same once. */
export async function reconsider(tx: Tx, id: Id): Promise<void> {
  const row = await lockCorrection(tx, id);
  if (!row) return;
  const state = byVotes(await matterOf(tx, row), tx.now().getTime());
  if (state !== row.state) await become(tx, { row, state, byId: null });
}

/** Looks at a suggestion again when a day is over. */
export function lookAgain(tx: Tx, row: Pick<CorrectionRow, 'id' | 'opened_at'>): void {
  const runAt = new Date(row.opened_at.getTime() + WAIT_MS);
  tx.enqueue(RECONSIDER, { id: row.id }, { runAt, key: `correction:${row.id}` });
}

interface Becoming {
  row: CorrectionRow;
  state: CorrectionState;
  /** Whose word it is; null where votes decide. */
  byId: Id | null;
  malicious?: boolean;
}

/** Puts a suggestion into another state, and its words into force or what was there before. Answers the state that it has then. */
export async function become(
  tx: Tx,
  { row, state, byId, malicious = false }: Becoming,
): Promise<CorrectionState> {
  if (state === 'accepted') return accept(tx, { row, byId });
  if (row.state === 'accepted') await takeBack(tx, row);
  await setState(tx, { row, state, byId, malicious });
  if (malicious) await afterHarm(tx, row);
  return state;
}

async function accept(
  tx: Tx,
  { row, byId }: { row: CorrectionRow; byId: Id | null },
): Promise<CorrectionState> {
  const refused = await put(tx, row, { text: row.text, state: 'human', engine: row.giver_id ?? 'human' });
  // Of words that are not there any more nothing is said; what is locked waits until it is not.
  if (refused === 'gone') await setState(tx, { row, state: 'gone', byId });
  if (refused !== null) return refused === 'gone' ? 'gone' : row.state;
  await sql`
    update corrections set state = case when state = 'accepted' then 'replaced' else 'gone' end, ended_at = ${tx.now()}
    where kind = ${row.kind} and text_id = ${row.text_id} and field = ${row.field} and language = ${row.language}
      and sentence = ${row.sentence} and id <> ${row.id} and state in ('open', 'held', 'accepted')`.execute(
    tx.db,
  );
  await sql`
    update corrections set state = 'accepted', accepted_at = ${tx.now()}, ended_at = null, by_word = ${byId !== null},
      decided_by = ${byId}, malicious = false where id = ${row.id}`.execute(tx.db);
  if (row.giver_id !== null) tx.emit(correctionAccepted, { ...eventOf(row), giverId: row.giver_id, byId });
  return 'accepted';
}

async function takeBack(tx: Tx, row: CorrectionRow): Promise<void> {
  await put(tx, row, { text: row.instead, state: row.instead_state, engine: row.instead_engine });
}

type Saying = Pick<Parameters<typeof putSentence>[1], 'text' | 'state' | 'engine'>;

async function put(tx: Tx, row: CorrectionRow, saying: Saying): ReturnType<typeof putSentence> {
  const sources = await sourcesOf(tx, { kind: row.kind, text: row.text_id });
  const source = sources.find(({ field }) => field === row.field);
  if (!source) return 'gone';
  const { kind, text_id: id, language, sentence: key } = row;
  return putSentence(tx, { kind, id, source, language, key, ...saying });
}

async function setState(tx: Tx, { row, state, byId, malicious = false }: Becoming): Promise<void> {
  const waits = state === 'open' || state === 'held';
  await sql`
    update corrections set state = ${state}, ended_at = ${waits ? null : tx.now()}, decided_by = ${byId},
      by_word = ${byId !== null}, malicious = ${malicious} where id = ${row.id}`.execute(tx.db);
}

/** Of who meant harm nothing else waits, and neither they nor who voted for it has a say. */
async function afterHarm(tx: Tx, { giver_id: giver, id }: CorrectionRow): Promise<void> {
  if (giver === null) return;
  await sql`update corrections set state = 'refused', ended_at = ${tx.now()}
    where giver_id = ${giver} and state in ('open', 'held')`.execute(tx.db);
  const { rows } = await sql<{ person: Id }>`
    select person_id as person from correction_votes where correction_id = ${id} and vote = 'for'`.execute(
    tx.db,
  );
  await reckon(tx, [giver, ...rows.map(({ person }) => person)]);
}

/** What a sentence of a version is now; null where it is not there. */
export async function sentenceNow(
  ctx: Context,
  row: Pick<CorrectionRow, 'kind' | 'text_id' | 'field' | 'language' | 'sentence'>,
) {
  const sources = await sourcesOf(ctx, { kind: row.kind, text: row.text_id });
  const source = sources.find(({ field }) => field === row.field);
  if (!source) return null;
  const versions = await sentencesOf(ctx, { kind: row.kind, id: row.text_id, source });
  const version = versions.find(({ language }) => language === row.language);
  const sentence = version?.sentences.find(({ key }) => key === row.sentence);
  return sentence && version ? { source, version, sentence } : null;
}

export function eventOf(row: CorrectionRow): Omit<CorrectionEvent, 'giverId'> {
  return {
    correctionId: row.id,
    aboutId: row.about_id,
    noteId: row.kind === 'note' ? row.text_id : null,
    commentId: row.kind === 'comment' ? row.text_id : null,
    text: `${row.kind}:${row.text_id}`,
  };
}
