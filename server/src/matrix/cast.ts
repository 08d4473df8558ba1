import { passVerdict } from '../domains/verdicts/index.ts';
import { transact } from '../kernel/transaction.ts';
import type { Somebody, World } from '../testing/world.ts';

/** Who may ask. */
export const VIEWERS = [
  'visitor',
  'member',
  'author',
  'blocked',
  'muting',
  'follower',
  'mutual',
  'suspended',
  'minor',
  'moderator',
  'administrator',
] as const;
export type Asker = (typeof VIEWERS)[number];

/** What may be asked for. */
export const STATES = ['public', 'followers', 'mutuals', 'me', 'removed', 'region', 'adults'] as const;
export type State = (typeof STATES)[number];

/** Whether somebody may see a thing of the author's in a state: the policy, written down a second time and by hand. */
export function sees(asker: Asker, state: State): boolean {
  if (asker === 'author') return true;
  if (asker === 'suspended' || asker === 'blocked') return false;
  const staff = asker === 'moderator' || asker === 'administrator';
  if (state === 'public') return true;
  if (state === 'followers') return asker === 'follower' || asker === 'mutual';
  if (state === 'mutuals') return asker === 'mutual';
  if (state === 'me') return false;
  if (state === 'adults') return asker !== 'minor';
  return staff;
}

export type Cast = Record<Exclude<Asker, 'visitor'>, Somebody>;

const REGION = 'XX';

/** One of each, standing to the author as their name says; all in a region where a verdict can hide things. */
export async function makeCast(w: World): Promise<Cast> {
  const cast = {} as Cast;
  for (const asker of VIEWERS) {
    if (asker === 'visitor') continue;
    const role = asker === 'moderator' || asker === 'administrator' ? asker : 'member';
    cast[asker] = await w.person(`the_${asker}`, {
      role,
      region: REGION,
      ...(asker === 'minor' && { ageBand: 'teen' as const }),
    });
  }
  const { author, blocked, muting, follower, mutual, suspended } = cast;
  const to = (who: Somebody) => ({ params: { person: who.id } });
  await author.call('PUT /people/:person/block', to(blocked));
  await muting.call('PUT /people/:person/mute', to(author));
  for (const one of [follower, mutual]) await one.call('PUT /people/:person/follow', to(author));
  await author.call('PUT /people/:person/follow', to(mutual));
  await w.base.db.updateTable('community').set({ region: REGION }).execute();
  await w.base.db
    .updateTable('people')
    .set({ suspended_until: new Date(Date.now() + 3600_000) })
    .where('id', '=', suspended.id)
    .execute();
  return cast;
}

/** Puts a thing into one of the states that are verdicts. */
export async function judge(
  w: World,
  kind: 'note' | 'comment' | 'board',
  { id, state }: { id: string; state: State },
): Promise<void> {
  const effect = state === 'adults' ? 'hide_from_minors' : 'remove';
  if (!['removed', 'region', 'adults'].includes(state)) return;
  const regions = state === 'region' ? { regions: [REGION] } : {};
  await transact(w.as(), (tx) => passVerdict(tx, { kind, id, effect, ...regions }));
}
