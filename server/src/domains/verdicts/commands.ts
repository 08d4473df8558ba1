import { uuidv7 } from '../../kernel/ids.ts';
import type { Tx } from '../../kernel/transaction.ts';
import { eraseVersions, wantTranslations } from '../translation/index.ts';

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
    const replaced = await tx.db
      .deleteFrom('verdicts')
      .where('kind', '=', kind)
      .where('subject_id', '=', id)
      .where('effect', '=', effect)
      .where('region', 'is not distinct from', region)
      .returning('id')
      .execute();
    await eraseVersions(tx, { kind: 'verdict', ids: replaced.map((one) => one.id) });
    const verdict = uuidv7();
    await tx.db
      .insertInto('verdicts')
      .values({
        id: verdict,
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
    if (effect === 'remove' && rule !== '') wantTranslations(tx, { kind: 'verdict', id: verdict });
  }
}

/** Takes verdicts of one effect back. */
export async function liftVerdict(
  tx: Tx,
  { kind, id, effect }: Pick<Verdict, 'kind' | 'id' | 'effect'>,
): Promise<void> {
  const lifted = await tx.db
    .deleteFrom('verdicts')
    .where('kind', '=', kind)
    .where('subject_id', '=', id)
    .where('effect', '=', effect)
    .returning('id')
    .execute();
  await eraseVersions(tx, { kind: 'verdict', ids: lifted.map((one) => one.id) });
}
