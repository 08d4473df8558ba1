import { sql } from 'kysely';
import { personId, type Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { given, type Id, uuidv7 } from '../../kernel/ids.ts';
import { spend } from '../../kernel/limits.ts';
import { cleanText } from '../../kernel/text.ts';
import { transact, type Tx } from '../../kernel/transaction.ts';
import { audit } from '../community/index.ts';
import { endHarm, liftHarm } from '../corrections/index.ts';
import { countTopics } from '../notes/index.ts';
import { liftVerdict, passVerdict } from '../verdicts/index.ts';
import { judged } from './events.ts';
import { readReport, type Report } from './queries.ts';
import { mayFollow, type Reason, type ReportState } from './rules.ts';
import { snapshotOf, type Subject } from './subjects.ts';

interface NewReport {
  subject: Subject;
  reason: Reason;
  words: string;
}

/**
 * Reports a thing to those who keep the rules, with what it says now. Again while that waits, it changes reason and words
 * of the first. Throws `report.own`, and `…not_found` for what one may not see.
 */
export async function report(ctx: Context, { subject, reason, words }: NewReport): Promise<{ id: string }> {
  const reporter = personId(ctx.viewer);
  const said = cleanText(words, { multiline: true });
  return transact(ctx, async (tx) => {
    await spend(tx, 'report');
    const { about, excerpt } = await snapshotOf(tx, subject);
    if (about === reporter) throw new AppError('report.own');
    const { rows } = await sql<{ id: string }>`
      insert into reports (id, reporter_id, kind, subject_id, about_id, reason, words, excerpt)
      values (${uuidv7()}, ${reporter}, ${subject.kind}, ${subject.id}, ${about}, ${reason}, ${said}, ${excerpt})
      on conflict (reporter_id, kind, subject_id) where state = 'open'
      do update set reason = excluded.reason, words = excluded.words
      returning id`.execute(tx.db);
    return { id: rows[0]!.id };
  });
}

interface Decision {
  id: string;
  state: ReportState;
  /** The rule that was broken, in the community's words. */
  rule?: string;
  /** Removed only there; everywhere when empty. */
  regions?: string[];
}

interface Known {
  id: string;
  kind: Subject['kind'];
  subject_id: Id;
  about_id: Id | null;
  reporter_id: Id | null;
  reason: Reason;
  state: ReportState;
  handled_at: Date | null;
}

/**
 * Decides about a thing that was reported, once for all its open reports; or takes a decision back. The same again changes
 * nothing. Throws `report.not_found`, `report.closed`, and `access.denied` where it is about oneself.
 */
export async function decide(ctx: Context, { id, state, rule, regions }: Decision): Promise<Report> {
  return transact(ctx, async (tx) => {
    const known = await lockReports(tx, id);
    const target = known.find((one) => one.id === id);
    if (!target) throw new AppError('report.not_found');
    if (target.about_id === tx.viewer.id) throw new AppError('access.denied');
    if (target.state === state) return readReport(tx, id);
    if (!mayFollow(target.state, state)) throw new AppError('report.closed');
    const reports = state === 'open' ? await reopen(tx, target, known) : await close(tx, known, state);
    const reason = known.find((one) => one.state === 'open')?.reason;
    await enforce(tx, target, { state, rule, reason, regions });
    await audit(tx, {
      action: `report.${state === 'open' ? 'reopened' : state}`,
      subject: `${target.kind}:${target.subject_id}`,
      detail: { report: id, reports, ...(rule && { rule }), ...(regions?.length && { regions }) },
    });
    return readReport(tx, id);
  });
}

/** All reports of the thing that one is about, so that two who decide at once come one after the other. */
async function lockReports(tx: Tx, id: string): Promise<Known[]> {
  const { rows } = await sql<Known>`
    select r.id, r.kind, r.subject_id, r.about_id, r.reporter_id, r.reason, r.state, r.handled_at from reports r
    join (select kind, subject_id from reports where id = ${id}) named using (kind, subject_id)
    order by r.id for update of r`.execute(tx.db);
  return rows;
}

async function close(tx: Tx, known: readonly Known[], state: ReportState): Promise<number> {
  const open = known.filter((one) => one.state === 'open').map((one) => one.id);
  await setState(tx, open, state);
  return open.length;
}

/**
 * Reopens what was decided together with a report; with a removal, all removals of the thing, since its verdict goes. Who
 * has reported the thing again meanwhile waits with the newer report only.
 */
async function reopen(tx: Tx, target: Known, known: readonly Known[]): Promise<number> {
  const waiting = new Set(known.filter((one) => one.state === 'open').map((one) => one.reporter_id));
  const decided = known.filter(
    (one) =>
      one.state === target.state && (one.state === 'removed' || sameTime(one.handled_at, target.handled_at)),
  );
  const back = new Map<Id | null, string>();
  const folded: string[] = [];
  for (const one of decided) {
    const twice = one.reporter_id !== null && (waiting.has(one.reporter_id) || back.has(one.reporter_id));
    if (twice) folded.push(one.id);
    else back.set(one.reporter_id ?? one.id, one.id);
  }
  await setState(tx, [...back.values()], 'open');
  await setState(tx, folded, 'dismissed');
  return back.size;
}

function sameTime(one: Date | null, other: Date | null): boolean {
  return one?.getTime() === other?.getTime();
}

async function setState(tx: Tx, ids: readonly string[], state: ReportState): Promise<void> {
  const open = state === 'open';
  await sql`
    update reports set state = ${state}, handled_by = ${open ? null : tx.viewer.id}::bigint,
      handled_at = ${open ? null : tx.now()}::timestamptz
    where id = any(${given('uuid', ids)})`.execute(tx.db);
}

interface Verdict extends Omit<Decision, 'id'> {
  /** What the thing was reported for first. */
  reason?: Reason;
}

/** Puts the verdict into force that a decision means, or lifts it. */
async function enforce(tx: Tx, target: Known, { state, ...why }: Verdict): Promise<void> {
  if (target.kind === 'correction') {
    if (state === 'removed') await endHarm(tx, target.subject_id);
    else if (target.state === 'removed') await liftHarm(tx, target.subject_id);
    return;
  }
  const thing = { kind: target.kind, id: target.subject_id, effect: 'remove' } as const;
  if (state === 'removed') await passVerdict(tx, { ...thing, ...why });
  else if (target.state === 'removed') await liftVerdict(tx, thing);
  if (thing.kind === 'note') tx.enqueue(countTopics, { noteId: thing.id });
  // A name that was proposed is small: it goes, and nobody is told of a decision about their profile.
  if (thing.kind === 'name') return;
  if ([state, target.state].includes('removed') && target.about_id !== null)
    tx.emit(judged, { kind: thing.kind, id: thing.id, ownerId: target.about_id });
}
