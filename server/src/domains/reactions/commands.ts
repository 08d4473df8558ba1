import { sql } from 'kysely';
import { personId, type Context } from '../../kernel/context.ts';
import { given, type Id } from '../../kernel/ids.ts';
import { refuse } from '../../kernel/limits.ts';
import { viewerShape } from '../../kernel/statement.ts';
import { together } from '../../kernel/together.ts';
import { transact, type Tx } from '../../kernel/transaction.ts';
import { MADE } from './events.ts';
import type { ReactionKind, ReactionName } from './rules.ts';
import { statementsFor, type One, type Row, type Subject } from './statements.ts';

export interface Reaction {
  name: ReactionName;
  kind: ReactionKind;
  id: Id;
  /** The same function each time: its statement is worded once. */
  subject: Subject;
}

export interface Reacted {
  ownerId: Id;
  /** false: it was there already (or not there to be taken back). */
  changed: boolean;
  /** How many people reacted so, exactly, this one included. */
  total: number;
}

/**
 * Likes or saves something; twice is once. Limit, visibility, row and counters in one statement. Emits `liked` or `saved`.
 * Answers null when the viewer may not see it. Throws `limit.too_many`.
 */
export function react(tx: Tx, { subject, ...thing }: Reaction): Promise<Reacted | null> {
  return give(tx, subject, { ...thing, owner: null });
}

/** Takes a like or save back; answers null when the viewer may not see the thing. */
export function takeBack(tx: Tx, { subject, ...thing }: Reaction): Promise<Reacted | null> {
  return take(tx, subject, { ...thing, owner: null });
}

interface Like {
  kind: ReactionKind;
  id: Id;
  owner: Id;
}

/** Likes something whose visibility the caller has checked. Twice is once. */
export async function like(tx: Tx, thing: Like): Promise<{ liked: boolean; likes: number }> {
  const made = await give(tx, isOwned, { name: 'like', ...thing });
  return { liked: true, likes: made!.total };
}

/** Takes a like back. */
export async function unlike(tx: Tx, thing: Like): Promise<{ liked: boolean; likes: number }> {
  const taken = await take(tx, isOwned, { name: 'like', ...thing });
  return { liked: false, likes: taken!.total };
}

const isOwned: Subject = (_, { owner }) => sql`select ${owner}::bigint as owner`;

type Thing = Omit<Reaction, 'subject'> & { owner: Id | null };

async function give(tx: Tx, subject: Subject, thing: Thing): Promise<Reacted | null> {
  const [given] = await giveAll(tx, { ...thing, subject }, [{ viewer: tx.viewer, ...thing }]);
  return settled(given);
}

async function take(tx: Tx, subject: Subject, thing: Thing): Promise<Reacted | null> {
  const [taken] = await takeAll(tx, { ...thing, subject }, [{ viewer: tx.viewer, ...thing }]);
  return settled(taken);
}

type Sort = Pick<Reaction, 'name' | 'kind' | 'subject'>;
type Wanted = Omit<One, 'reactionId'>;
type Outcome = (Reacted & { wait: number }) | null;

/** Gives many reactions of one sort by viewers of one shape; emits as `react` does. */
async function giveAll(tx: Tx, { subject, name, kind }: Sort, wanted: readonly Wanted[]): Promise<Outcome[]> {
  const all = wanted.map((one) => ({ ...one, reactionId: tx.ids.next(personId(one.viewer)) }));
  const rows = await statementsFor(subject).give(tx, { name, kind, all });
  for (const { n, owner, changed } of rows) {
    const { viewer, id, reactionId } = all[n - 1]!;
    if (changed) tx.emit(MADE[name], { kind, id, personId: personId(viewer), ownerId: owner, reactionId });
  }
  return outcomes(rows, wanted.length);
}

async function takeAll(tx: Tx, { subject, name, kind }: Sort, wanted: readonly Wanted[]): Promise<Outcome[]> {
  const all = wanted.map((one) => ({ ...one, reactionId: null }));
  return outcomes(await statementsFor(subject).take(tx, { name, kind, all }), wanted.length);
}

/** Throws `limit.too_many`. */
function settled(outcome: Outcome | undefined): Reacted | null {
  if (!outcome) return null;
  const { wait, ...reacted } = outcome;
  refuse(wait);
  return reacted;
}

function outcomes(rows: readonly Row[], length: number): Outcome[] {
  const all: Outcome[] = Array.from({ length }, () => null);
  for (const { n, owner, wait, changed, total } of rows)
    all[n - 1] = { ownerId: owner, wait, changed, total };
  return all;
}

/**
 * `react` and `takeBack` outside a transaction: what many ask for at the same moment is one statement and one commit.
 *
 * @param sort what all of them do, and how what they do it to is found
 */
export function reactTogether(sort: Sort) {
  const inGroups =
    (write: typeof giveAll) =>
    (ctx: Context, wanted: readonly Wanted[]): Promise<Outcome[]> =>
      transact(ctx, async (tx) => {
        const answers = new Map<Wanted, Outcome>();
        const groups = Map.groupBy(wanted, ({ viewer }) => viewerShape(viewer));
        for (const [, group] of [...groups].sort(([a], [b]) => (a < b ? -1 : 1)))
          for (const [index, outcome] of (await write(tx, sort, group)).entries())
            answers.set(group[index]!, outcome);
        return wanted.map((one) => answers.get(one)!);
      });
  const giving = together(inGroups(giveAll));
  const taking = together(inGroups(takeAll));
  const oneOf = (ctx: Context, id: Id): Wanted => ({ viewer: ctx.viewer, id, owner: null });
  return {
    async react(ctx: Context, id: Id): Promise<Reacted | null> {
      return settled(await giving(ctx, oneOf(ctx, id)));
    },
    async takeBack(ctx: Context, id: Id): Promise<Reacted | null> {
      return settled(await taking(ctx, oneOf(ctx, id)));
    },
  };
}

/** Everybody's reactions to things that are erased. */
export async function forgetReactions(tx: Tx, kind: ReactionKind, ids: readonly Id[]): Promise<void> {
  await sql`delete from reactions where kind = ${kind} and subject_id = any(${given('bigint', ids)})`.execute(
    tx.db,
  );
}
