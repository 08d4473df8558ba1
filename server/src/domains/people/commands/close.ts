import { sql } from 'kysely';
import { personId, type Context } from '../../../kernel/context.ts';
import { AppError } from '../../../kernel/errors.ts';
import type { Id } from '../../../kernel/ids.ts';
import { transact, type Tx } from '../../../kernel/transaction.ts';
import { endedSessionCookie, exchangeOf } from '../accounts/cookies.ts';
import { ownSession } from '../accounts/own-session.ts';
import { personClosed, personErased } from '../events.ts';
import { noEmail } from '../rules/emails.ts';
import { anotherAdministrator } from './members.ts';

/** Signing in before brings a closed account back. */
export const KEPT_DAYS = 30;

/** Closes one's own account: signed out everywhere, hidden, and erased after 30 days. */
export async function closeAccount(ctx: Context): Promise<void> {
  ownSession(ctx);
  const id = personId(ctx.viewer);
  await transact(ctx, async (tx) => {
    if (tx.viewer.roles.includes('administrator') && !(await anotherAdministrator(tx, id))) {
      throw new AppError('member.last_administrator');
    }
    await tx.db.updateTable('people').set({ closed_at: new Date() }).where('id', '=', id).execute();
    await tx.db.deleteFrom('sessions').where('person_id', '=', id).execute();
    tx.emit(personClosed, { personId: id });
  });
  exchangeOf(ctx).setCookie(endedSessionCookie(ctx));
}

/** Erases accounts that were closed 30 days ago; answers how many. Others hear of each and remove what it made. */
export async function eraseClosed(ctx: Context): Promise<number> {
  const { rows } = await sql<{ id: Id }>`
    select id from people where erased_at is null
      and closed_at < ${ctx.now()}::timestamptz - make_interval(days => ${KEPT_DAYS})`.execute(ctx.db);
  for (const { id } of rows) await transact(ctx, (tx) => erase(tx, id));
  return rows.length;
}

/** Nothing is left but the id, so that what others wrote beside it stays in place. */
async function erase(tx: Tx, id: Id): Promise<void> {
  await tx.db
    .updateTable('people')
    .set((eb) => ({
      handle: `gone_${id}`,
      handle_skeleton: `gone_${id}`,
      name: '—',
      second_name: null,
      email: noEmail(id),
      email_verified: false,
      image: null,
      avatar_id: null,
      bio: '[]',
      place: null,
      region: null,
      reads: [],
      writes: [],
      interests: [],
      role: 'member',
      age_band: null,
      erased_at: tx.now(),
      version: eb('version', '+', 1),
    }))
    .where('id', '=', id)
    .execute();
  for (const table of ['sessions', 'accounts', 'passkeys', 'recovery_codes', 'access_tokens'] as const) {
    await tx.db.deleteFrom(table).where('person_id', '=', id).execute();
  }
  tx.emit(personErased, { personId: id });
}
