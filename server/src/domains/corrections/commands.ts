import { sql } from 'kysely';
import { personId, type Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import type { Id } from '../../kernel/ids.ts';
import { textLanguage } from '../../kernel/languages.ts';
import { spend } from '../../kernel/limits.ts';
import { cleanText, countGraphemes } from '../../kernel/text.ts';
import { transact, type Tx } from '../../kernel/transaction.ts';
import { lockVersions, wantTranslations } from '../translation/index.ts';
import { correctionGiven } from './events.ts';
import {
  mayDecide,
  readCorrection,
  readsBoth,
  requireCorrection,
  type Correction,
  type CorrectionRow,
} from './queries.ts';
import { mayBecome, mostObjections, mostOpen, type CorrectionState } from './rules.ts';
import { become, eventOf, lockCorrection, lookAgain, reconsider, sentenceNow } from './settle.ts';
import { standingFor } from './standing.ts';
import { isLive } from './suggested.ts';
import { requireText, type Subject, type TextName } from './subjects.ts';

/** A better sentence may be so much longer than the longer of both that there are, and so much more. */
const LONGER = { times: 4, and: 80 } as const;

interface Given extends TextName {
  field: string;
  language: string;
  /** Names the sentence of the original. */
  sentence: string;
  /** What stood there when they looked. */
  instead: string;
  words: string;
}

/**
 * Suggests a better sentence. What the text's author gives comes into force at once. The same again is the same suggestion.
 * Throws `correction.gone` and `correction.moved` where original or version are another meanwhile, so that nobody overwrites
 * what they did not see.
 */
export async function suggest(ctx: Context, given: Given): Promise<Correction> {
  const giver = personId(ctx.viewer);
  const id = await transact(ctx, async (tx) => {
    await spend(tx, 'edit');
    const subject = await requireText(tx, given);
    const row = await checkedRow(tx, { given, subject, giver });
    const known = await sameWaiting(tx, row);
    if (known) return known;
    await requireRoom(tx, giver, subject);
    return insert(tx, row);
  });
  return readCorrection(ctx, { id });
}

type NewRow = Omit<CorrectionRow, 'id' | 'state' | 'accepted_at' | 'ended_at' | 'by_word' | 'malicious'> & {
  giver_id: Id;
};

async function checkedRow(
  tx: Tx,
  { given, subject, giver }: { given: Given; subject: Subject; giver: Id },
): Promise<NewRow> {
  const { kind, text: text_id, field, sentence } = given;
  const language = textLanguage(given.language);
  const now = await sentenceNow(tx, { kind, text_id, field, language, sentence });
  if (!now) throw new AppError('correction.gone');
  const from_language = now.source.language;
  if (!readsBoth(tx.viewer.languages, { from_language, language }))
    throw new AppError('correction.languages');
  if (now.version.state === 'author') throw new AppError('correction.author');
  if (now.version.locked && subject.aboutId !== giver) throw new AppError('correction.locked');
  if (now.sentence.text.trim() !== cleanText(given.instead, { multiline: true }))
    throw new AppError('correction.moved');
  const text = cleanText(given.words, { multiline: now.sentence.source.trim().includes('\n') });
  if (text === '') throw new AppError('correction.empty');
  if (text === now.sentence.text.trim()) throw new AppError('correction.same');
  const longest = Math.max(countGraphemes(now.sentence.source), countGraphemes(now.sentence.text));
  if (countGraphemes(text) > longest * LONGER.times + LONGER.and) throw new AppError('correction.long');
  return {
    ...{ kind, text_id, field, from_language, language, sentence, text, giver_id: giver },
    ...{ source: now.sentence.source.trim(), instead: now.sentence.text.trim() },
    instead_state: now.sentence.state as CorrectionRow['instead_state'],
    instead_engine: now.sentence.engine,
    ...{ about_id: subject.aboutId, opened_at: tx.now() },
  };
}

async function sameWaiting(tx: Tx, row: NewRow): Promise<Id | null> {
  const { rows } = await sql<{ id: Id }>`
    select id from corrections where giver_id = ${row.giver_id} and kind = ${row.kind} and text_id = ${row.text_id}
      and field = ${row.field} and language = ${row.language} and sentence = ${row.sentence} and text = ${row.text}
      and state in ('open', 'held')`.execute(tx.db);
  return rows[0]?.id ?? null;
}

/** One after the other for one person, so that two at once are not both the last. */
async function requireRoom(tx: Tx, giver: Id, { aboutId }: Subject): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`corrections:${giver}`}, 0))`.execute(tx.db);
  if (giver === aboutId) return;
  const { rows } = await sql<{ many: number }>`
    select count(*)::int as many from corrections where giver_id = ${giver} and state in ('open', 'held')`.execute(
    tx.db,
  );
  if (rows[0]!.many >= mostOpen(await standingFor(tx, giver))) throw new AppError('correction.many');
}

async function insert(tx: Tx, row: NewRow): Promise<Id> {
  const id = tx.ids.next(row.giver_id);
  await tx.db
    .insertInto('corrections')
    .values({ id, ...row })
    .execute();
  const whole = (await lockCorrection(tx, id))!;
  if (row.about_id === row.giver_id) {
    if ((await become(tx, { row: whole, state: 'accepted', byId: row.giver_id })) !== 'accepted')
      throw new AppError('correction.locked');
    return id;
  }
  lookAgain(tx, whole);
  tx.emit(correctionGiven, { ...eventOf(whole), giverId: row.giver_id });
  return id;
}

/** Says that a suggestion is better than what stands there, or not. Twice is once; the other vote replaces the first. */
export async function vote(
  ctx: Context,
  { id, vote: said }: { id: Id; vote: 'for' | 'against' },
): Promise<Correction> {
  const me = personId(ctx.viewer);
  await transact(ctx, async (tx) => {
    await spend(tx, 'like');
    const { row } = await requireCorrection(tx, id);
    if (row.giver_id === me) throw new AppError('correction.own');
    if (!readsBoth(tx.viewer.languages, row)) throw new AppError('correction.languages');
    if (!isLive(row)) throw new AppError('correction.over');
    if (said === 'against') await requireRoomToObject(tx, me, id);
    await sql`
      insert into correction_votes (correction_id, person_id, vote, at) values (${id}, ${me}, ${said}, ${tx.now()})
      on conflict (correction_id, person_id) do update set vote = excluded.vote, at = excluded.at
        where correction_votes.vote <> excluded.vote`.execute(tx.db);
    await reconsider(tx, id);
  });
  return readCorrection(ctx, { id });
}

async function requireRoomToObject(tx: Tx, me: Id, id: Id): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`objections:${me}`}, 0))`.execute(tx.db);
  const { rows } = await sql<{ many: number }>`
    select count(*)::int as many from correction_votes v join corrections c on c.id = v.correction_id
    where v.person_id = ${me} and v.vote = 'against' and c.state in ('open', 'held') and c.id <> ${id}`.execute(
    tx.db,
  );
  const standing = await standingFor(tx, me);
  if (rows[0]!.many >= mostObjections(standing)) throw new AppError('correction.objections');
}

/** Takes a vote back; twice is once. */
export async function unvote(ctx: Context, { id }: { id: Id }): Promise<Correction> {
  const me = personId(ctx.viewer);
  await transact(ctx, async (tx) => {
    await requireCorrection(tx, id);
    await sql`delete from correction_votes where correction_id = ${id} and person_id = ${me}`.execute(tx.db);
    await reconsider(tx, id);
  });
  return readCorrection(ctx, { id });
}

type Word = Extract<CorrectionState, 'accepted' | 'refused' | 'reverted' | 'withdrawn'>;

/** What one's word is enough for: the author, those who keep the rules, and of one's own to withdraw it. The same again changes nothing. */
export async function decide(ctx: Context, { id, state }: { id: Id; state: Word }): Promise<Correction> {
  const me = personId(ctx.viewer);
  await transact(ctx, async (tx) => {
    await requireCorrection(tx, id);
    const row = (await lockCorrection(tx, id))!;
    const may = state === 'withdrawn' ? row.giver_id === me : mayDecide(tx.viewer, row);
    if (!may) throw new AppError('access.denied');
    if (row.state === state) return;
    if (!mayBecome(row.state, state)) throw new AppError('correction.over');
    const became = await become(tx, { row, state, byId: state === 'withdrawn' ? null : me });
    if (became === 'gone') return;
    if (became !== state) throw new AppError('correction.locked');
  });
  const now = await readCorrection(ctx, { id });
  if (now.state === 'gone') throw new AppError('correction.gone');
  return now;
}

/** Those who keep the rules found that it was meant to harm: what was there before is there again. Nothing where there is none. */
export async function endHarm(tx: Tx, id: Id): Promise<void> {
  const row = await lockCorrection(tx, id);
  if (!row) return;
  const state =
    row.state === 'accepted' ? 'reverted' : mayBecome(row.state, 'refused') ? 'refused' : row.state;
  await become(tx, { row, state, byId: personId(tx.viewer), malicious: true });
}

/** The decision that it was meant to harm is taken back; it may be accepted again, and counts against nobody. */
export async function liftHarm(tx: Tx, id: Id): Promise<void> {
  await sql`update corrections set malicious = false where id = ${id}`.execute(tx.db);
}

/** The author keeps the versions of their text in a language as they are, or lets them be improved again. */
export async function lockText(
  ctx: Context,
  { kind, text, language, locked }: TextName & { language: string; locked: boolean },
): Promise<void> {
  await transact(ctx, async (tx) => {
    const { aboutId } = await requireText(tx, { kind, text });
    if (aboutId !== personId(tx.viewer)) throw new AppError('access.denied');
    await lockVersions(tx, { kind, id: text, language: textLanguage(language), locked });
    if (!locked) wantTranslations(tx, { kind, id: text });
  });
}
