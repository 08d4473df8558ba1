import { personId, type Context, type Role } from '../../../kernel/context.ts';
import { AppError } from '../../../kernel/errors.ts';
import type { Id } from '../../../kernel/ids.ts';
import { transact, type Tx } from '../../../kernel/transaction.ts';
import { claimFoundation } from '../../community/index.ts';

/** Makes the asking person the first administrator, with the token printed at the start. */
export async function found(ctx: Context, { token }: { token: string }): Promise<void> {
  await transact(ctx, async (tx) => {
    await claimFoundation(tx, token);
    await changeMember(tx, { id: personId(tx.viewer), role: 'administrator' });
  });
}

export interface MemberChange {
  id: Id;
  role?: Role;
  /** null lifts a suspension. */
  suspendedUntil?: Date | null;
}

/**
 * Changes a member's role or suspends them; in force at once, since every request asks the database. The caller writes the
 * audit. Throws `member.last_administrator`.
 */
export async function changeMember(tx: Tx, { id, role, suspendedUntil }: MemberChange): Promise<void> {
  const loses = (role !== undefined && role !== 'administrator') || (suspendedUntil ?? null) !== null;
  if (loses && !(await anotherAdministrator(tx, id))) throw new AppError('member.last_administrator');
  await tx.db
    .updateTable('people')
    .set({
      ...(role !== undefined && { role }),
      ...(suspendedUntil !== undefined && { suspended_until: suspendedUntil }),
      updated_at: new Date(),
    })
    .where('id', '=', id)
    .execute();
}

/** Whether somebody else could go on as administrator, or this person is none. The rows stay locked, so that two cannot leave at once. */
export async function anotherAdministrator(tx: Tx, id: Id): Promise<boolean> {
  const all = await tx.db
    .selectFrom('people')
    .select('id')
    .where('role', '=', 'administrator')
    .where('closed_at', 'is', null)
    .where((expression) =>
      expression.or([
        expression('suspended_until', 'is', null),
        expression('suspended_until', '<', tx.now()),
      ]),
    )
    .orderBy('id')
    .forUpdate()
    .execute();
  return all.some((one) => one.id !== id) || !all.some((one) => one.id === id);
}
