import { sql } from 'kysely';
import { personId, type Context } from '../../kernel/context.ts';
import { count } from '../../kernel/counters.ts';
import { AppError } from '../../kernel/errors.ts';
import type { Id } from '../../kernel/ids.ts';
import { spend } from '../../kernel/limits.ts';
import { transact, type Tx } from '../../kernel/transaction.ts';
import { resolvePerson } from '../people/index.ts';
import { blocked, followed, unfollowed } from './events.ts';

interface Named {
  person: string;
}

/** Follows a person. Twice is once. Throws `graph.self`, `graph.blocked`, `person.not_found`. */
export async function follow(ctx: Context, { person }: Named): Promise<void> {
  const mine = personId(ctx.viewer);
  const other = await somebodyElse(ctx, person);
  await transact(ctx, async (tx) => {
    await spend(tx, 'follow');
    if (await anyBlock(tx, mine, other)) throw new AppError('graph.blocked');
    const { numInsertedOrUpdatedRows: added } = await tx.db
      .insertInto('follows')
      .values({ id: tx.ids.next(mine), person_id: mine, followed_id: other })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow();
    if (!added) return;
    await countFollow(tx, { from: mine, to: other, delta: 1 });
    tx.emit(followed, { personId: mine, followedId: other });
  });
}

/** Stops following. */
export async function unfollow(ctx: Context, { person }: Named): Promise<void> {
  const mine = personId(ctx.viewer);
  const other = await somebodyElse(ctx, person);
  await transact(ctx, (tx) => removeFollow(tx, mine, other));
}

/** Blocks: both stop seeing and following each other. */
export async function block(ctx: Context, { person }: Named): Promise<void> {
  const mine = personId(ctx.viewer);
  const other = await somebodyElse(ctx, person);
  await transact(ctx, async (tx) => {
    const { numInsertedOrUpdatedRows: added } = await tx.db
      .insertInto('blocks')
      .values({ id: tx.ids.next(mine), person_id: mine, blocked_id: other })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow();
    if (!added) return;
    await removeFollow(tx, mine, other);
    await removeFollow(tx, other, mine);
    tx.emit(blocked, { personId: mine, blockedId: other });
  });
}

export async function unblock(ctx: Context, { person }: Named): Promise<void> {
  const mine = personId(ctx.viewer);
  const other = await somebodyElse(ctx, person);
  await ctx.db.deleteFrom('blocks').where('person_id', '=', mine).where('blocked_id', '=', other).execute();
}

/** Mutes: their notes and comments leave one's lists; they are not told. */
export async function mute(ctx: Context, { person }: Named): Promise<void> {
  const mine = personId(ctx.viewer);
  const other = await somebodyElse(ctx, person);
  await ctx.db
    .insertInto('mutes')
    .values({ id: ctx.ids.next(mine), person_id: mine, muted_id: other })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function unmute(ctx: Context, { person }: Named): Promise<void> {
  const mine = personId(ctx.viewer);
  const other = await somebodyElse(ctx, person);
  await ctx.db.deleteFrom('mutes').where('person_id', '=', mine).where('muted_id', '=', other).execute();
}

async function somebodyElse(ctx: Context, person: string): Promise<Id> {
  const other = await resolvePerson(ctx, person);
  if (other === ctx.viewer.id) throw new AppError('graph.self');
  return other;
}

async function anyBlock(tx: Tx, one: Id, other: Id): Promise<boolean> {
  const { rows } = await sql`select from blocks where (person_id = ${one} and blocked_id = ${other})
    or (person_id = ${other} and blocked_id = ${one}) limit 1`.execute(tx.db);
  return rows.length > 0;
}

async function removeFollow(tx: Tx, from: Id, to: Id): Promise<void> {
  const { numDeletedRows } = await tx.db
    .deleteFrom('follows')
    .where('person_id', '=', from)
    .where('followed_id', '=', to)
    .executeTakeFirstOrThrow();
  if (!numDeletedRows) return;
  await countFollow(tx, { from, to, delta: -1 });
  tx.emit(unfollowed, { personId: from, followedId: to });
}

async function countFollow(tx: Tx, { from, to, delta }: { from: Id; to: Id; delta: number }): Promise<void> {
  await count(tx, [
    { kind: 'person', id: from, name: 'following', delta },
    { kind: 'person', id: to, name: 'followers', delta },
  ]);
}
