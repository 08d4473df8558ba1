import { guaranteeDefaults } from '@jujube/ranker';
import { sql } from 'kysely';
import type { Context } from '../../kernel/context.ts';
import type { Tx } from '../../kernel/transaction.ts';
import { weightsInForce } from '../feed/index.ts';

export type Weights = Record<string, string>;

/** Weights and from when on they held. */
interface InForce {
  at: Date;
  weights: Weights;
}

/** One weight that became another; null where there was none, or is none any more. */
export interface WeightChange {
  at: string;
  name: string;
  from: string | null;
  to: string | null;
}

/** Writes down the weights by which notes are ordered now, where they are not those written down last. */
export async function noteWeights(tx: Tx): Promise<void> {
  const now = weightsInForce(tx.config);
  const last = (await readWeights(tx)).at(-1);
  if (last && changesBetween(last.weights, now).length === 0) return;
  await sql`insert into fairness_weights (at, weights) values (${tx.now()}, ${JSON.stringify(now)})`.execute(
    tx.db,
  );
}

/** All that ever held, oldest first. */
export async function readWeights({ db }: Pick<Context, 'db'>): Promise<InForce[]> {
  const { rows } = await sql<InForce>`select at, weights from fairness_weights order by at`.execute(db);
  return rows;
}

/** Those that held at the end of a day; the first ones before there were any, and where none were written down, no others. */
export function weightsOn(all: readonly InForce[], end: Date): Weights {
  const held = all.findLast(({ at }) => at < end) ?? all[0];
  return held?.weights ?? {};
}

/** Readers that a note was promised when it was published. What the operator sets later is promised to later notes. */
export function promisedAt(all: readonly InForce[], publishedAt: Date): number {
  return Number(weightsOn(all, publishedAt)['guarantee.impressions'] ?? guaranteeDefaults.impressions);
}

/** Every change, newest first. */
export function changesOf(all: readonly InForce[]): WeightChange[] {
  const steps = all.slice(1).map(({ at, weights }, index) => {
    const changes = changesBetween(all[index]!.weights, weights);
    return changes.map((change) => ({ at: at.toISOString(), ...change }));
  });
  return steps.toReversed().flat();
}

function changesBetween(before: Weights, after: Weights): Omit<WeightChange, 'at'>[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names
    .filter((name) => before[name] !== after[name])
    .map((name) => ({ name, from: before[name] ?? null, to: after[name] ?? null }));
}
