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
  word: 60,
  search: 300,
  signals: 1200,
  wish: 600,
  translate: 300,
  preview: 240,
} as const;
export type LimitName = keyof typeof LIMITS;

/** Of visitors and sign-up, per address and hour: phones share addresses. */
export const ADDRESS_LIMITS = {
  sign_up: 60,
  sign_in: 200,
  visitor_search: 600,
  visitor_signals: 6000,
  visitor_translations: 600,
} as const;

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
  await take(ctx, ownerOf(ctx.address), { name, capacity: ADDRESS_LIMITS[name], seconds: HOUR_SECONDS });
}

/** The bucket of a member, or of a visitor's address, for a statement that spends of it itself. */
export function bucketOf(
  { viewer, address }: Pick<Context, 'viewer' | 'address'>,
  { member, visitor }: { member: LimitName; visitor: keyof typeof ADDRESS_LIMITS },
): Bucket & { owner: string } {
  if (viewer.id !== null) {
    const capacity = capacityOf(member, viewer.young);
    return { owner: `p${viewer.id}`, name: member, capacity, seconds: WINDOW_SECONDS };
  }
  const capacity = ADDRESS_LIMITS[visitor];
  return { owner: ownerOf(address), name: visitor, capacity, seconds: HOUR_SECONDS };
}

function ownerOf(address: string | null): string {
  return address === null ? 'a:unknown' : `a:${limitKey(address)}`;
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
