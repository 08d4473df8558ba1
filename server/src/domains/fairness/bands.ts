import type { Dimension } from '@jujube/contract';

/** Bands in which people are told apart, in the order in which they are shown. */
export const FOLLOWER_BANDS = ['0-9', '10-99', '100-999', '1000+'] as const;
export const AGE_BANDS = ['0-2d', '3-29d', '30-364d', '365d+'] as const;

/** Followers beyond this make no difference to a band. */
export const MOST_FOLLOWERS = 1000;
/** For languages, regions and channels: it is not known, or there is none. */
export const NONE = 'none';

const DAY_MS = 86_400_000;

export function followersBand(followers: number): string {
  return FOLLOWER_BANDS[followers < 10 ? 0 : followers < 100 ? 1 : followers < MOST_FOLLOWERS ? 2 : 3];
}

/** How long somebody was here when they published something. */
export function ageBand(joinedAt: Date, publishedAt: Date): string {
  const days = (publishedAt.getTime() - joinedAt.getTime()) / DAY_MS;
  return AGE_BANDS[days < 3 ? 0 : days < 30 ? 1 : days < 365 ? 2 : 3];
}

/** Compares bands of a dimension: by size where they have one, else by name. */
export function byBand(dimension: Dimension) {
  const sizes: readonly string[] =
    dimension === 'followers' ? FOLLOWER_BANDS : dimension === 'age' ? AGE_BANDS : [];
  return (a: string, b: string) => sizes.indexOf(a) - sizes.indexOf(b) || (a < b ? -1 : a > b ? 1 : 0);
}
