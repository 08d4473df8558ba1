import { sql, type RawBuilder } from 'kysely';
import { limitKey } from './address.ts';
import type { Context } from './context.ts';
import { AppError } from './errors.ts';

/** Token buckets of members, per ten minutes; accounts under three days have half. */
export const LIMITS = {
  note: 10,
  comment: 60,
  like: 300,
  follow: 100,
  save: 300,
  upload: 120,
  draft: 600,
  edit: 120,
  report: 20,
  search: 300,
} as const;
export type LimitName = keyof typeof LIMITS;

/** Sign-ups and sign-ins per address and hour: phones share addresses. */
export const ADDRESS_LIMITS = { sign_up: 60, sign_in: 200, visitor_search: 600 } as const;

const WINDOW_SECONDS = 600;
const HOUR_SECONDS = 3600;

/** Capacity of a bucket for this viewer. */
export function capacityOf(name: LimitName, young: boolean): number {
  return young ? LIMITS[name] / 2 : LIMITS[name];
}

/** Takes one token of the viewer's bucket, or throws `limit.too_many` with the seconds to wait. */
export async function spend(ctx: Pick<Context, 'db' | 'viewer'>, name: LimitName): Promise<void> {
  const { id, young } = ctx.viewer;
  await take(ctx, `p${id}`, { name, capacity: capacityOf(name, young), seconds: WINDOW_SECONDS });
}

/** SQL: takes one token of the viewer's bucket inside a statement; 0, or the seconds to wait (then call `refuse`). */
export function spendValue({ id, young }: Context['viewer'], name: LimitName): RawBuilder<number> {
  return sql<number>`spend('p' || ${id}::text, ${name}, ${capacityOf(name, young)}, ${WINDOW_SECONDS})`;
}

/** Throws `limit.too_many` when there is something to wait for. */
export function refuse(wait: number): void {
  if (wait > 0) throw new AppError('limit.too_many', { retryAfter: wait });
}

/** The same for an address; for visitors and sign-up only. */
export async function spendByAddress(
  ctx: Pick<Context, 'db' | 'address'>,
  name: keyof typeof ADDRESS_LIMITS,
): Promise<void> {
  const owner = ctx.address === null ? 'a:unknown' : `a:${limitKey(ctx.address)}`;
  await take(ctx, owner, { name, capacity: ADDRESS_LIMITS[name], seconds: HOUR_SECONDS });
}

export interface Bucket {
  name: string;
  capacity: number;
  /** An empty bucket is full again after so long. */
  seconds: number;
}

/** Takes one token of any owner's bucket, or throws `limit.too_many` with the seconds to wait. */
export async function take(
  { db }: Pick<Context, 'db'>,
  owner: string,
  { name, capacity, seconds }: Bucket,
): Promise<void> {
  const { rows } = await sql<{
    wait: number;
  }>`select spend(${owner}, ${name}, ${capacity}, ${seconds}) as wait`.execute(db);
  refuse(rows[0]?.wait ?? 0);
}
