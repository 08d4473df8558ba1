import { uuidv7 } from '../../kernel/ids.ts';
import type { Tx } from '../../kernel/transaction.ts';

export interface Verdict {
  kind: 'note' | 'comment' | 'person' | 'board' | 'topic' | 'name';
  id: string;
  effect: 'remove' | 'hide_from_minors' | 'limit';
  rule?: string;
  /** What it was reported for. */
  reason?: string | null;
  /** Only in these regions; everywhere when empty. */
  regions?: readonly string[];
  until?: Date;
}

/** Puts a verdict into force; one of the same effect and region is replaced. */
export async function passVerdict(
  tx: Tx,
  { kind, id, effect, rule = '', reason = null, regions = [], until }: Verdict,
): Promise<void> {
  for (const region of regions.length > 0 ? regions : [null]) {
    await tx.db
      .deleteFrom('verdicts')
      .where('kind', '=', kind)
      .where('subject_id', '=', id)
      .where('effect', '=', effect)
      .where('region', 'is not distinct from', region)
      .execute();
    await tx.db
      .insertInto('verdicts')
      .values({
        id: uuidv7(),
        kind,
        subject_id: id,
        effect,
        rule,
        reason,
        region,
        until: until ?? null,
        by_id: tx.viewer.id,
      })
      .execute();
  }
}

/** Takes verdicts of one effect back. */
export async function liftVerdict(
  tx: Tx,
  { kind, id, effect }: Pick<Verdict, 'kind' | 'id' | 'effect'>,
): Promise<void> {
  await tx.db
    .deleteFrom('verdicts')
    .where('kind', '=', kind)
    .where('subject_id', '=', id)
    .where('effect', '=', effect)
    .execute();
}
