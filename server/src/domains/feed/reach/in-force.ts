import { defaultWeights, guaranteeDefaults, type GuaranteeSettings } from '@jujube/ranker';

/** What every new note within the limits of its author is promised. The one place where N₀ is set. */
export const GUARANTEE: Readonly<GuaranteeSettings> = guaranteeDefaults;

/** Where the feed departs from the ranker's own weights. */
export const FEED_WEIGHTS = { authorOverflow: 'relax', guessedHalfTime: 3 } as const;

/**
 * The weights by which notes are ordered, flat and as texts, so that they can be published, kept and compared exactly:
 * `{ 'freshnessHalfLife': '36', 'heads.open': '1', … }`.
 */
export function weightsInForce(): Record<string, string> {
  const { heads, ...plain } = { ...defaultWeights, ...FEED_WEIGHTS };
  const named = [
    ...Object.entries(plain),
    ...Object.entries(heads).map(([head, weight]) => [`heads.${head}`, weight] as const),
  ];
  return Object.fromEntries(named.map(([name, value]) => [name, String(value)]));
}
