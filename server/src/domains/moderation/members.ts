import type { Context, Role } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import type { Id } from '../../kernel/ids.ts';
import { transact, type Tx } from '../../kernel/transaction.ts';
import { audit } from '../community/index.ts';
import { changeMember as change, makeResetLink, resolvePerson } from '../people/index.ts';
import { readMember, type MemberRow } from './queries.ts';

interface MemberChange {
  person: string;
  /** ISO 8601; null, or a moment that is over, lifts a suspension. */
  suspendedUntil?: string | null;
  role?: Role;
}

/**
 * Suspends a member until a moment, lifts that, or changes their role; in force with their next request, on every process.
 * Throws `member.own` for suspending oneself, `member.last_administrator`.
 */
export async function changeMember(
  ctx: Context,
  { person, suspendedUntil, role }: MemberChange,
): Promise<MemberRow> {
  return transact(ctx, async (tx) => {
    const id = await resolvePerson(tx, person);
    const until = momentOf(tx, suspendedUntil);
    if (until && id === tx.viewer.id) throw new AppError('member.own');
    const before = await readMember(tx, id);
    await change(tx, { id, role, suspendedUntil: until });
    await requireStillAdministrator(tx, id);
    if (role !== undefined && role !== before.role) {
      await audit(tx, { action: 'member.role', subject: id, detail: { from: before.role, to: role } });
    }
    if (until)
      await audit(tx, { action: 'member.suspended', subject: id, detail: { until: until.toISOString() } });
    if (until === null && before.suspendedUntil) await audit(tx, { action: 'member.restored', subject: id });
    return readMember(tx, id);
  });
}

/** A one-time link with which a member sets a new password, for whoever lost every way in. */
export async function resetMember(ctx: Context, { person }: { person: string }): Promise<{ link: string }> {
  return transact(ctx, async (tx) => {
    const id = await resolvePerson(tx, person);
    const link = await makeResetLink(tx, id);
    await audit(tx, { action: 'member.reset', subject: id });
    return { link };
  });
}

function momentOf(tx: Tx, moment: string | null | undefined): Date | null | undefined {
  if (moment === undefined || moment === null) return moment;
  const date = new Date(moment);
  return date > tx.now() ? date : null;
}

/** Two administrators who take each other's power at once: the second finds that it was taken, and nothing happens. */
async function requireStillAdministrator(tx: Tx, changed: Id): Promise<void> {
  const actor = tx.viewer.id!;
  if (actor === changed) return;
  const { role, suspendedUntil } = await readMember(tx, actor);
  const suspended = suspendedUntil !== null && new Date(suspendedUntil) > tx.now();
  if (role !== 'administrator' || suspended) throw new AppError('access.denied');
}
