import { sql } from 'kysely';
import type { api, OutputOf } from '@jujube/contract';
import type { Context } from '../../kernel/context.ts';
import { countersOf } from '../../kernel/counters.ts';
import { AppError } from '../../kernel/errors.ts';
import type { Id } from '../../kernel/ids.ts';
import { PAGE, pageOf, readUuidCursor } from '../../kernel/paging.ts';
import { authorsFor, listMembers, membersFor, type Member } from '../people/index.ts';
import type { Reason, ReportState } from './rules.ts';
import { notesOfComments, type Subject } from './subjects.ts';

export type Report = OutputOf<ReturnType<typeof api<'PATCH /admin/reports/:id'>>>;
export type MemberRow = OutputOf<ReturnType<typeof api<'PATCH /admin/members/:person'>>>;

interface Said {
  at: string;
  reason: Reason;
  words: string;
  by: Id | null;
}

interface Row {
  id: string;
  created_at: Date;
  kind: Subject['kind'];
  subject_id: Id;
  about_id: Id | null;
  reporter_id: Id | null;
  reason: Reason;
  words: string;
  excerpt: string;
  state: ReportState;
  handled_by: Id | null;
  handled_at: Date | null;
  count: number;
  others: Said[];
}

interface Page {
  cursor?: string;
  limit?: number;
}

/** Reports shown beside the first of a thing. */
const OTHERS = 20;

/**
 * Things that were reported, each with its first report and all that were made with it: open ones, the longest waiting
 * first; or closed ones, the last decided first.
 */
export async function listReports(
  ctx: Context,
  { state = 'open', cursor, limit = PAGE }: Page & { state?: 'open' | 'closed' },
) {
  const after = readUuidCursor(cursor);
  const [time, id] = [after?.time ?? null, after?.id ?? null];
  const order =
    state === 'open'
      ? sql`r.state = 'open' and (${id}::uuid is null or (r.created_at, r.id) > (${time}::timestamptz, ${id}::uuid))
          and ${FIRST} order by r.created_at, r.id`
      : sql`r.state <> 'open' and (${id}::uuid is null or (r.handled_at, r.id) < (${time}::timestamptz, ${id}::uuid))
          and ${FIRST} order by r.handled_at desc, r.id desc`;
  const { rows } = await sql<Row>`select ${COLUMNS} from reports r where ${order} limit ${limit + 1}`.execute(
    ctx.db,
  );
  const page = pageOf(rows, limit, (row) => ({ time: row.handled_at ?? row.created_at, id: row.id }));
  return { items: await withNames(ctx, page.rows), cursor: page.cursor };
}

/** A report with all that were made of the same thing. Throws `report.not_found`. */
export async function readReport(ctx: Context, id: string): Promise<Report> {
  const { rows } = await sql<Row>`select ${COLUMNS} from reports r where r.id = ${id}`.execute(ctx.db);
  const [report] = await withNames(ctx, rows);
  if (!report) throw new AppError('report.not_found');
  return report;
}

/** How many things wait for a decision. */
export async function countOpenReports({ db }: Pick<Context, 'db'>): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(distinct (kind, subject_id))::int as count from reports where state = 'open'`.execute(db);
  return rows[0]!.count;
}

/** Members with the number of their public notes, newest first; `q` begins a name, handle or address. */
export async function listMemberRows(ctx: Context, input: Page & { q?: string }) {
  const { items, cursor } = await listMembers(ctx, input);
  return { items: await withNotes(ctx, items), cursor };
}

/** One member. */
export async function readMember(ctx: Pick<Context, 'db'>, id: Id): Promise<MemberRow> {
  const members = await membersFor(ctx, [id]);
  const [row] = await withNotes(ctx, [...members.values()]);
  if (!row) throw new AppError('person.not_found');
  return row;
}

async function withNotes(ctx: Pick<Context, 'db'>, members: readonly Member[]): Promise<MemberRow[]> {
  const counters = await countersOf(
    ctx,
    'person',
    members.map(({ id }) => id),
  );
  return members.map((member) => ({ ...member, notes: counters.get(member.id)?.['notes'] ?? 0 }));
}

/** SQL: of the reports `o` that belong together with `r`: of the same thing, all open or decided at once. */
const TOGETHER = sql`o.kind = r.kind and o.subject_id = r.subject_id and o.state = r.state
  and o.handled_at is not distinct from r.handled_at`;
const FIRST = sql`not exists (select from reports o where ${TOGETHER} and (o.created_at, o.id) < (r.created_at, r.id))`;
const COLUMNS = sql`r.id, r.created_at, r.kind, r.subject_id, r.about_id, r.reporter_id, r.reason, r.words, r.excerpt, r.state,
  r.handled_by, r.handled_at, (select count(*)::int from reports o where ${TOGETHER}) as count,
  array(select json_build_object('at', o.created_at, 'reason', o.reason, 'words', o.words, 'by', o.reporter_id::text)
    from reports o where ${TOGETHER} and o.id <> r.id order by o.created_at, o.id limit ${sql.lit(OTHERS)}) as others`;

async function withNames(ctx: Context, rows: readonly Row[]): Promise<Report[]> {
  const people = rows.flatMap((row) => [
    row.reporter_id,
    row.about_id,
    row.handled_by,
    ...row.others.map(({ by }) => by),
  ]);
  const [authors, notes] = await Promise.all([
    authorsFor(
      ctx,
      people.filter((id) => id !== null),
    ),
    notesOfComments(
      ctx,
      rows.flatMap((row) => (row.kind === 'comment' ? row.subject_id : [])),
    ),
  ]);
  const named = (id: Id | null) => (id === null ? null : (authors.get(id) ?? null));
  const noteOf = ({ kind, subject_id: id }: Row) =>
    ({ note: id, comment: notes.get(id) ?? null, person: null, correction: null, name: null })[kind];
  return rows.map((row) => ({
    id: row.id,
    at: row.created_at.toISOString(),
    subject: { kind: row.kind, id: row.subject_id },
    reason: row.reason,
    words: row.words,
    by: named(row.reporter_id),
    about: named(row.about_id),
    excerpt: row.excerpt,
    count: row.count,
    others: row.others.map((said) => ({ ...said, at: new Date(said.at).toISOString(), by: named(said.by) })),
    note: noteOf(row),
    state: row.state,
    handledBy: named(row.handled_by),
    handledAt: row.handled_at?.toISOString() ?? null,
  }));
}
