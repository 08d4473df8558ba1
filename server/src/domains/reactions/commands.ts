import { sql } from 'kysely';
import { personId } from '../../kernel/context.ts';
import { given, type Id } from '../../kernel/ids.ts';
import { refuse } from '../../kernel/limits.ts';
import type { Tx } from '../../kernel/transaction.ts';
import { MADE } from './events.ts';
import type { ReactionKind, ReactionName } from './rules.ts';
import { statementsFor, type Subject } from './statements.ts';

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
  const person = personId(tx.viewer);
  const reactionId = tx.ids.next(person);
  const [row] = await statementsFor(subject).give(tx, { viewer: tx.viewer, ...thing, reactionId });
  if (!row) return null;
  refuse(row.wait);
  const { kind, id } = thing;
  if (row.changed) tx.emit(MADE[thing.name], { kind, id, personId: person, ownerId: row.owner, reactionId });
  return { ownerId: row.owner, changed: row.changed, total: row.total };
}

async function take(tx: Tx, subject: Subject, thing: Thing): Promise<Reacted | null> {
  const [row] = await statementsFor(subject).take(tx, { viewer: tx.viewer, ...thing, reactionId: null });
  return row ? { ownerId: row.owner, changed: row.changed, total: row.total } : null;
}

/** Everybody's reactions to things that are erased. */
export async function forgetReactions(tx: Tx, kind: ReactionKind, ids: readonly Id[]): Promise<void> {
  await sql`delete from reactions where kind = ${kind} and subject_id = any(${given('bigint', ids)})`.execute(
    tx.db,
  );
}
