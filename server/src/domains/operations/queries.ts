import { sql } from 'kysely';
import type { api, OutputOf } from '@jujube/contract';
import type { Context } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { AppError } from '../../kernel/errors.ts';
import { PAGE } from '../../kernel/paging.ts';
import { auditPage } from '../community/index.ts';
import { authorsFor } from '../people/index.ts';

interface Page {
  cursor?: string;
  limit?: number;
}

interface JobRow {
  id: string;
  task: string;
  payload: unknown;
  attempts: number;
  maxAttempts: number;
  error: string | null;
  created_at: Date;
  run_at: Date;
}

type JobPage = OutputOf<ReturnType<typeof api<'GET /admin/jobs'>>>;
type MailPage = OutputOf<ReturnType<typeof api<'GET /admin/mails'>>>;

/** Jobs that used up their attempts, or all that wait, oldest first. */
export async function listJobs(
  ctx: Context,
  { state = 'failed', cursor, limit = PAGE }: Page & { state?: 'failed' | 'waiting' },
): Promise<JobPage> {
  const after = readTextCursor(cursor, /^[0-8]?\d{1,18}$/) ?? '0';
  const failed = state === 'failed';
  const { rows } = await sql<JobRow>`
    select j.id, t.identifier as task, j.payload, j.attempts, j.max_attempts as "maxAttempts", j.last_error as error,
      j.created_at, j.run_at
    from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
    where (j.attempts >= j.max_attempts) = ${failed} and j.id > ${after}::bigint and (j.locked_at is null or not ${failed})
    order by j.id limit ${limit + 1}`.execute(ctx.db);
  const shown = rows.slice(0, limit);
  const items = shown.map(({ created_at, run_at, ...job }) => ({
    ...job,
    createdAt: created_at.toISOString(),
    runAt: run_at.toISOString(),
  }));
  return { items, cursor: rows.length > limit ? writeTextCursor(shown.at(-1)!.id) : null };
}

/** How many jobs failed for good, and how many are still to be done. */
export async function countJobs({ db }: Pick<Context, 'db'>): Promise<{ failed: number; waiting: number }> {
  const { rows } = await sql<{ failed: number; waiting: number }>`
    select count(*) filter (where attempts >= max_attempts and locked_at is null)::int as failed,
      (count(*) filter (where attempts < max_attempts) + (select count(*) from waiting_jobs))::int as waiting
    from graphile_worker._private_jobs`.execute(db);
  return rows[0]!;
}

/** Letters that were kept as files, newest first; none where letters really leave. */
export async function listMails(
  { providers }: Pick<Context, 'providers'>,
  { cursor, limit = PAGE }: Page,
): Promise<MailPage> {
  const before = readTextCursor(cursor, /^[\w.-]{1,200}$/);
  const mails = await providers.mail.list({ ...(before !== null && { before }), limit: limit + 1 });
  const shown = mails.slice(0, limit);
  return {
    items: shown.map((mail) => ({ ...mail, at: mail.at.toISOString() })),
    cursor: mails.length > limit ? writeTextCursor(shown.at(-1)!.name) : null,
  };
}

/** What administrators and moderators did, newest first. */
export async function listAudit(ctx: Context, { cursor }: { cursor?: string }) {
  const page = await auditPage(ctx, cursor);
  const people = await authorsFor(
    ctx,
    page.rows.flatMap((row) => [row.actor_id, personIn(row)]).filter((id) => id !== null),
  );
  const items = page.rows.map(({ at, actor_id: actorId, ...row }) => {
    const author = actorId === null ? undefined : people.get(actorId);
    const actor = author ? { id: author.id, handle: author.handle, name: author.name } : null;
    const subjectName = people.get(personIn(row) ?? ('' as Id))?.name ?? null;
    return { ...row, subjectName, at: at.toISOString(), actor };
  });
  return { items, cursor: page.cursor };
}

/** The person something was done to, where it was one. */
function personIn({ action, subject }: { action: string; subject: string | null }): Id | null {
  const named = action.startsWith('member.') || action === 'community.founded' ? subject : null;
  const id = named ?? (subject?.startsWith('person:') ? subject.slice('person:'.length) : null);
  return id !== null && /^\d{1,19}$/.test(id) ? (id as Id) : null;
}

function writeTextCursor(place: string): string {
  return Buffer.from(place).toString('base64url');
}

function readTextCursor(cursor: string | undefined, form: RegExp): string | null {
  if (cursor === undefined) return null;
  const place = Buffer.from(cursor, 'base64url').toString();
  if (!form.test(place)) throw new AppError('request.cursor');
  return place;
}
