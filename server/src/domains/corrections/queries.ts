import type { api, OutputOf } from '@jujube/contract';
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { keepsRules, type Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import type { Id } from '../../kernel/ids.ts';
import { PAGE, pageOf, readCursor } from '../../kernel/paging.ts';
import { resolvePerson } from '../people/index.ts';
import { maySeePerson } from '../profiles/index.ts';
import { drawn, neededSupport, placeInList, WEIGHS_FROM } from './rules.ts';
import { countElectorate, DOUBTED, sentenceName, signerOf } from './standing.ts';
import { mayDo, suggestedWhere, type SuggestedRow } from './suggested.ts';
import { findText, requireText, type Subject, type TextKind } from './subjects.ts';

export type Correction = OutputOf<ReturnType<typeof api<'GET /corrections/:id'>>>;

export interface CorrectionRow extends SuggestedRow {
  kind: TextKind;
  text_id: string;
  field: string;
  sentence: string;
  source: string;
  instead: string;
  instead_state:
    | 'human'
    | 'phrasebook'
    | 'converted'
    | 'machine'
    | 'phrasebook_slots'
    | 'gloss'
    | 'kept'
    | 'missing';
  instead_engine: string;
  text: string;
  about_id: Id | null;
  malicious: boolean;
}

interface Page {
  cursor?: string;
  limit?: number;
}

/** A suggestion about a text that the viewer may see. Throws `correction.not_found`. */
export async function readCorrection(ctx: Context, { id }: { id: Id }): Promise<Correction> {
  const { row } = await requireCorrection(ctx, id);
  const [shown] = await correctionsWhere(ctx, { where: sql<SqlBool>`c.id = ${row.id}`, limit: 1 });
  return shown!;
}

/** The row of one about a text that the viewer may see, and whose text that is. */
export async function requireCorrection(
  ctx: Context,
  id: Id,
): Promise<{ row: CorrectionRow; subject: Subject }> {
  const { rows } = await sql<CorrectionRow>`select * from corrections where id = ${id}`.execute(ctx.db);
  const [row] = rows;
  const subject = row && (await findText(ctx, { kind: row.kind, text: row.text_id }));
  if (!row || !subject) throw new AppError('correction.not_found');
  return { row, subject };
}

/** What was suggested for a text in a language, newest first. */
export async function correctionsOf(
  ctx: Context,
  { kind, text, language }: { kind: TextKind; text: string; language: string },
): Promise<Correction[]> {
  await requireText(ctx, { kind, text });
  const where = sql<SqlBool>`c.kind = ${kind} and c.text_id = ${text} and c.language = ${language}`;
  return correctionsWhere(ctx, { where, limit: HISTORY });
}

/** Of a text's history, the newest. */
const HISTORY = 100;
/** Suggestions that are gone through for somebody's list. */
const CANDIDATES = 300;

/**
 * What somebody is asked about, in an order of their own: see `placeInList`. The first page is all there is, since judging
 * takes things off it.
 */
export async function listAsked(ctx: Context, { limit = PAGE }: Page) {
  const me = ctx.viewer.id;
  const family = sql`any(${[...new Set(ctx.viewer.languages.map(familyOf))]}::text[])`;
  const where = sql<SqlBool>`c.state = 'open' and c.giver_id is distinct from ${me}::bigint
    and split_part(c.from_language, '-', 1) = ${family} and split_part(c.language, '-', 1) = ${family}
    and not exists (select from correction_votes v where v.correction_id = c.id and v.person_id = ${me}::bigint)
    and (c.giver_id is null or c.giver_id not in (select person from ${DOUBTED} d))`;
  const found = await correctionsWhere(ctx, { where, limit: CANDIDATES });
  const reached = await reachedAmong(
    ctx,
    found.map(({ id }) => id),
  );
  const sign = signerOf(ctx);
  const placed = found
    .filter((one) => one.asked || reached.has(one.id))
    .map((one) => {
      const sentence = nameOf(one);
      return { one, place: placeInList({ sentence, personId: me!, sign, reached: reached.has(one.id) }) };
    })
    .sort((a, b) => a.place - b.place);
  const items: Correction[] = [];
  for (const { one } of placed) {
    if (items.length === limit) break;
    if (await findText(ctx, one)) items.push(one);
  }
  return { items, cursor: null };
}

/** Sentences that somebody mended and that are in force, of texts the viewer may see. */
export async function listMended(ctx: Context, { person, cursor, limit = PAGE }: Page & { person: string }) {
  const id = await resolvePerson(ctx, person);
  if (!(await maySeePerson(ctx, id))) throw new AppError('person.not_found');
  const after = readCursor(cursor);
  const of = sql<SqlBool>`c.giver_id = ${id} and c.giver_id is distinct from c.about_id and c.state = 'accepted'`;
  const { rows } = await sql<{
    total: number;
  }>`select count(*)::int as total from corrections c where ${of}`.execute(ctx.db);
  const where = sql<SqlBool>`${of} and (${after?.id ?? null}::bigint is null or c.id < ${after?.id ?? null}::bigint)`;
  const found = await correctionsWhere(ctx, { where, limit: limit + 1 });
  const page = pageOf(found, limit, (one) => ({ time: new Date(one.at), id: one.id }));
  const seen = await Promise.all(page.rows.map((one) => findText(ctx, one)));
  return { items: page.rows.filter((_, at) => seen[at]), cursor: page.cursor, total: rows[0]!.total };
}

/** Those of these that have the votes they need, whoever was drawn: an estimate for the order of lists alone. */
async function reachedAmong(ctx: Context, ids: readonly Id[]): Promise<Set<Id>> {
  const needed = neededSupport(await countElectorate(ctx));
  const { rows } = await sql<{ id: Id }>`
    select v.correction_id as id from correction_votes v join correctors c on c.person_id = v.person_id
    where v.correction_id = any(${[...ids]}::bigint[]) and v.vote = 'for' and c.standing >= ${WEIGHS_FROM}
    group by 1 having count(*) >= ${needed}`.execute(ctx.db);
  return new Set(rows.map(({ id }) => id));
}

async function correctionsWhere(
  ctx: Context,
  wanted: { where: RawBuilder<SqlBool>; limit: number },
): Promise<Correction[]> {
  const from = { rows: 'corrections', votes: 'correction_votes', of: 'correction_id' };
  const found = await suggestedWhere<CorrectionRow>(ctx, { from, ...wanted });
  const electorate = await countElectorate(ctx);
  const { viewer } = ctx;
  return found.map(({ row, shown }) => ({
    ...shown,
    ...{ kind: row.kind, text: row.text_id, field: row.field, sentence: row.sentence },
    ...{ source: row.source, instead: row.instead, words: row.text, state: row.state, byWord: row.by_word },
    asked: isAsked(ctx, row, electorate),
    may: mayDo(viewer, { row, votes: readsBoth(viewer.languages, row), decides: mayDecide(viewer, row) }),
  }));
}

function isAsked(ctx: Context, row: CorrectionRow, electorate: number): boolean {
  const { id: personId, languages } = ctx.viewer;
  if (personId === null || personId === row.giver_id || !readsBoth(languages, row)) return false;
  return drawn({ sentence: sentenceName(row), personId, sign: signerOf(ctx), electorate });
}

/**
 * Whether somebody's word is enough: the author's in languages they read, so that nobody accepts what they cannot read;
 * and those who keep the rules, but for what they gave themselves.
 */
export function mayDecide(
  viewer: Context['viewer'],
  row: Pick<CorrectionRow, 'about_id' | 'giver_id' | 'from_language' | 'language'>,
): boolean {
  if (viewer.id === null || !readsBoth(viewer.languages, row)) return false;
  if (viewer.id === row.about_id) return true;
  return keepsRules(viewer) && viewer.id !== row.giver_id;
}

/** Whether somebody reads both languages; both Chinese scripts are one. */
export function readsBoth(
  languages: readonly string[],
  { from_language, language }: Pick<CorrectionRow, 'from_language' | 'language'>,
): boolean {
  const read = new Set(languages.map(familyOf));
  return read.has(familyOf(from_language)) && read.has(familyOf(language));
}

function familyOf(language: string): string {
  return language.split('-')[0]!;
}

function nameOf({ kind, text: text_id, field, language, sentence }: Correction): string {
  return sentenceName({ kind, text_id, field, language, sentence });
}
