import { sql } from 'kysely';
import { personId } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import type { Tx } from '../../kernel/transaction.ts';

export interface Attachment {
  subject: { kind: 'note' | 'person'; id: Id };
  ids: readonly string[];
  /** Words for who does not see them, by picture. */
  alts?: Record<string, string> | undefined;
  /** Whether anybody may fetch the bytes; else who may see the subject. */
  open: boolean;
}

/**
 * Gives the viewer's own pictures to something of theirs. Answers the ids that it has now: one that is not there, not
 * theirs, or something else's already is missing from it.
 */
export async function attachMedia(tx: Tx, { subject, ids, alts = {}, open }: Attachment): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    update media m set subject_kind = ${subject.kind}, subject_id = ${subject.id}, open = ${open},
      alt = coalesce(${JSON.stringify(alts)}::jsonb ->> m.id::text, m.alt)
    where m.id = any(${[...ids]}::uuid[]) and m.owner_id = ${personId(tx.viewer)} and m.state = 'ready'
      and (m.subject_kind is null or (m.subject_kind = ${subject.kind} and m.subject_id = ${subject.id}))
    returning m.id`.execute(tx.db);
  return new Set(rows.map((row) => row.id));
}

/** Opens or closes the bytes of everything that something has. */
export async function setMediaOpen(tx: Tx, { kind, id, open }: { kind: string; id: Id; open: boolean }): Promise<void> {
  await sql`update media set open = ${open} where subject_kind = ${kind} and subject_id = ${id}`.execute(tx.db);
}

/** Pictures that belong to nothing any more; their bytes are removed by a job. */
export async function releaseMedia(tx: Tx, ids: readonly string[]): Promise<void> {
  await sql`update media set state = 'removed', open = false, removed_at = now()
    where id = any(${[...ids]}::uuid[]) and state = 'ready'`.execute(tx.db);
}
