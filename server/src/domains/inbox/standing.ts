import { sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { transact, type Tx } from '../../kernel/transaction.ts';
import { unlessErased } from './commands.ts';
import { tellOf } from './listening.ts';

/** How a thing of somebody's stands; without a note or comment it is their profile. */
export interface Standing {
  /** Whose inbox. */
  personId: Id;
  noteId?: Id | null;
  commentId?: Id | null;
  /** What took it down and is in force; null: it may be seen again. */
  decision: Decision | null;
}

interface Decision {
  /** Names the decision for ever: the same again has no effect. */
  act: string;
  /** What it was reported for. */
  reason: string | null;
  /** The verdict whose words the rule is, as `verdict:id`. */
  about?: string | null;
  /** The rule it breaks, in the community's words; may be empty. */
  rule: string;
}

/**
 * Tells somebody how a thing of theirs stands, in one line that takes the place of the one before. Of what is back only
 * those hear who were told that it was gone.
 */
export async function tellStanding(ctx: Context, { decision, ...thing }: Standing): Promise<void> {
  const written = transact(ctx, async (tx) => {
    const told = await lastTold(tx, thing);
    if (decision ? told?.act === decision.act : told?.kind !== 'taken_down') return;
    if (told) await tx.db.deleteFrom('notices').where('id', '=', told.id).execute();
    const act = decision?.act ?? `restored:${told!.act}`;
    await write(tx, thing, { kind: decision ? 'taken_down' : 'restored', ...decision, act });
  });
  await written.catch(unlessErased);
}

type Thing = Omit<Standing, 'decision'>;

/** The line of a thing, and nobody else writes it meanwhile. */
async function lastTold(tx: Tx, { personId, noteId = null, commentId = null }: Thing) {
  const name = `standing:${personId}:${noteId}:${commentId}`;
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(tx.db);
  const { rows } = await sql<{ id: Id; kind: string; act: string }>`
    select n.id, n.kind, a.act from notices n join notice_acts a on a.notice_id = n.id
    where n.person_id = ${personId} and n.kind in ('taken_down', 'restored')
      and n.note_id is not distinct from ${noteId}::bigint and n.comment_id is not distinct from ${commentId}::bigint`.execute(
    tx.db,
  );
  return rows[0];
}

interface Line {
  kind: 'taken_down' | 'restored';
  act: string;
  reason?: string | null;
  rule?: string;
  about?: string | null;
}

async function write(tx: Tx, { personId, noteId, commentId }: Thing, { act, ...line }: Line): Promise<void> {
  const id = tx.ids.next(personId);
  await tx.db
    .insertInto('notices')
    .values({ id, person_id: personId, note_id: noteId, comment_id: commentId, ...line })
    .execute();
  await tx.db.insertInto('notice_acts').values({ person_id: personId, act, notice_id: id }).execute();
  await sql`select ${tellOf(sql`${personId}`)}`.execute(tx.db);
}
