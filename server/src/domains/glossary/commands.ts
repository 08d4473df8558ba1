import { sql } from 'kysely';
import { keepsRules, personId, type Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import type { Id } from '../../kernel/ids.ts';
import { textLanguage } from '../../kernel/languages.ts';
import { spend } from '../../kernel/limits.ts';
import { cleanText, withinGraphemes } from '../../kernel/text.ts';
import { transact, type Tx } from '../../kernel/transaction.ts';
import { listChannels } from '../community/index.ts';
import {
  byVotes,
  countElectorate,
  isLive,
  mayBecome,
  mostOpen,
  standingFor,
  WAIT_MS,
  weightOf,
  type Ballot,
} from '../corrections/index.ts';
import { wantTouched } from '../translation/index.ts';
import { termDecided } from './events.ts';
import { readTerm, type TermRow } from './queries.ts';

const WORD_LENGTH = 60;
const NOTE_LENGTH = 300;

interface Proposal {
  term: string;
  fromLanguage: string;
  language: string;
  /** Null: it stays as it is. */
  translation: string | null;
  channel?: string | null;
  note: string;
  example: string;
}

/** Proposes what a word is; by those who keep the rules it holds at once. Throws `term.known` where it is so already. */
export async function propose(ctx: Context, proposal: Proposal) {
  const giver = personId(ctx.viewer);
  const row = checked(proposal);
  const id = await transact(ctx, async (tx) => {
    await spend(tx, 'edit');
    if (row.channel !== null && !(await listChannels(tx)).items.some(({ slug }) => slug === row.channel))
      throw new AppError('note.channel');
    await requireRoom(tx, giver);
    await requireNew(tx, row);
    const made = tx.ids.next(giver);
    await tx.db
      .insertInto('terms')
      .values({ id: made, ...row, giver_id: giver, opened_at: tx.now() })
      .execute();
    if (keepsRules(tx.viewer))
      await become(tx, { row: (await locked(tx, made))!, state: 'accepted', byId: giver });
    return made;
  });
  return readTerm(ctx, id);
}

type Words = Pick<
  TermRow,
  'channel' | 'from_language' | 'language' | 'term' | 'translation' | 'note' | 'example'
>;

function checked({ channel, fromLanguage, language, ...said }: Proposal): Words {
  const term = cleanText(said.term);
  const translation = said.translation === null ? null : cleanText(said.translation);
  const [note, example] = [cleanText(said.note), cleanText(said.example)];
  if (term === '' || translation === '') throw new AppError('term.empty');
  const long = !withinGraphemes(term, WORD_LENGTH) || !withinGraphemes(translation ?? '', WORD_LENGTH);
  if (long || !withinGraphemes(note, NOTE_LENGTH) || !withinGraphemes(example, NOTE_LENGTH))
    throw new AppError('term.long');
  const [from_language, to] = [textLanguage(fromLanguage), textLanguage(language)];
  if (from_language === to) throw new AppError('term.languages_same');
  return { channel: channel ?? null, from_language, language: to, term, translation, note, example };
}

async function requireRoom(tx: Tx, giver: Id): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`terms:${giver}`}, 0))`.execute(tx.db);
  if (keepsRules(tx.viewer)) return;
  const { rows } = await sql<{ many: number }>`
    select count(*)::int as many from terms where giver_id = ${giver} and state in ('open', 'held')`.execute(
    tx.db,
  );
  if (rows[0]!.many >= mostOpen(await standingFor(tx, giver))) throw new AppError('correction.many');
}

async function requireNew(tx: Tx, row: Words): Promise<void> {
  const { rows } = await sql`
    select from terms where channel is not distinct from ${row.channel} and from_language = ${row.from_language}
      and language = ${row.language} and lower(term) = lower(${row.term})
      and translation is not distinct from ${row.translation} and state in ('open', 'held', 'accepted')`.execute(
    tx.db,
  );
  if (rows.length > 0) throw new AppError('term.known');
}

/** Says that a word is right so, or not. Twice is once. */
export async function vote(ctx: Context, { id, vote: said }: { id: Id; vote: 'for' | 'against' }) {
  const me = personId(ctx.viewer);
  await transact(ctx, async (tx) => {
    await spend(tx, 'like');
    const row = await locked(tx, id);
    if (!row) throw new AppError('term.not_found');
    if (row.giver_id === me) throw new AppError('correction.own');
    if (!isLive(row)) throw new AppError('correction.over');
    await sql`
      insert into term_votes (term_id, person_id, vote, at) values (${id}, ${me}, ${said}, ${tx.now()})
      on conflict (term_id, person_id) do update set vote = excluded.vote, at = excluded.at`.execute(tx.db);
    await reconsider(tx, row);
  });
  return readTerm(ctx, id);
}

/** Takes a vote back. */
export async function unvote(ctx: Context, { id }: { id: Id }) {
  await transact(ctx, async (tx) => {
    const row = await locked(tx, id);
    if (!row) throw new AppError('term.not_found');
    await sql`delete from term_votes where term_id = ${id} and person_id = ${personId(tx.viewer)}`.execute(
      tx.db,
    );
    await reconsider(tx, row);
  });
  return readTerm(ctx, id);
}

type Word = 'accepted' | 'refused' | 'reverted' | 'withdrawn';

/** The word of those who keep the rules; of one's own, to withdraw it. The same again changes nothing. */
export async function decide(ctx: Context, { id, state }: { id: Id; state: Word }) {
  await transact(ctx, async (tx) => {
    const row = await locked(tx, id);
    if (!row) throw new AppError('term.not_found');
    const me = personId(tx.viewer);
    const may = state === 'withdrawn' ? row.giver_id === me : keepsRules(tx.viewer);
    if (!may) throw new AppError('access.denied');
    if (row.state === state) return;
    if (!mayBecome(row.state, state)) throw new AppError('correction.over');
    await become(tx, { row, state, byId: state === 'withdrawn' ? null : me });
  });
  return readTerm(ctx, id);
}

async function locked(tx: Tx, id: Id): Promise<TermRow | null> {
  const { rows } = await sql<TermRow>`select * from terms where id = ${id} for update`.execute(tx.db);
  return rows[0] ?? null;
}

/** Does what votes make of a word: the rules of corrections, but that everybody is asked. */
async function reconsider(tx: Tx, row: TermRow): Promise<void> {
  const { rows } = await sql<{ person: Id; vote: Ballot['vote'] }>`
    select person_id as person, vote from term_votes where term_id = ${row.id}`.execute(tx.db);
  const ballots = await Promise.all(
    rows.map(async ({ person: personId, vote: said }) => {
      const weight = weightOf(await standingFor(tx, personId));
      return { personId, vote: said, weight, drawn: true, doubted: false };
    }),
  );
  const [openedAt, acceptedAt] = [row.opened_at.getTime(), row.accepted_at?.getTime() ?? null];
  const electorate = await countElectorate(tx);
  const matter = { state: row.state, openedAt, acceptedAt, byWord: row.by_word, giverDoubted: false };
  const state = byVotes({ ...matter, ballots, electorate }, tx.now().getTime());
  if (state !== row.state && state !== 'gone') await become(tx, { row, state, byId: null });
}

interface Becoming {
  row: TermRow;
  state: TermRow['state'];
  byId: Id | null;
}

/** Puts a word into another state; texts in which it stands are made anew where that changes them. */
async function become(tx: Tx, { row, state, byId }: Becoming): Promise<void> {
  const accepted = state === 'accepted';
  if (accepted)
    await sql`update terms set state = 'replaced', ended_at = ${tx.now()}
      where state = 'accepted' and id <> ${row.id} and channel is not distinct from ${row.channel}
        and from_language = ${row.from_language} and language = ${row.language} and lower(term) = lower(${row.term})`.execute(
      tx.db,
    );
  const waits = state === 'open' || state === 'held';
  await sql`
    update terms set state = ${state}, by_word = ${byId !== null}, decided_by = ${byId},
      accepted_at = ${accepted ? tx.now() : row.accepted_at}, ended_at = ${accepted || waits ? null : tx.now()}
    where id = ${row.id}`.execute(tx.db);
  if (accepted || row.state === 'accepted') wantTouched(tx, [row.term]);
  if ((accepted || state === 'refused') && row.giver_id !== null && row.giver_id !== byId)
    tx.emit(termDecided, { termId: row.id, giverId: row.giver_id, accepted });
}

/** Words that wait for their day, which may be over. */
export async function reconsiderTerms(ctx: Context): Promise<void> {
  const { rows } = await sql<{ id: Id }>`
    select id from terms where state = 'open' and opened_at < ${new Date(ctx.now().getTime() - WAIT_MS)}`.execute(
    ctx.db,
  );
  for (const { id } of rows)
    await transact(ctx, async (tx) => {
      const row = await locked(tx, id);
      if (row) await reconsider(tx, row);
    });
}
