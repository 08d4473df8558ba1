import type { Config } from '../../../config.ts';
import { defaultWeights, guaranteeDefaults, type GuaranteeSettings, type Weights } from '@jujube/ranker';

// What decides the order of notes, in one place, so that what is published is what is in force.

/** Hours within which promised readers come. */
export const PROMISE_HOURS = guaranteeDefaults.hours;

/**
 * What every new note within the limits of its author is promised, as the operator set it. All accounts of one device
 * together are promised no more than one of them, so that nobody gains by having many.
 */
export function guaranteeOf({ firstReaders }: Pick<Config, 'firstReaders'>): Readonly<GuaranteeSettings> {
  return Object.freeze({
    ...guaranteeDefaults,
    impressions: firstReaders,
    perDevice: guaranteeDefaults.perAuthor,
  });
}

/** The house's weights; a reader's own sliders come on top. */
export const HOUSE_WEIGHTS: Readonly<Weights> = Object.freeze({
  ...defaultWeights,
  authorOverflow: 'relax',
  diversityTop: 60,
  diversityPool: 120,
});

/** Hours after which a note is half as fresh: the age of the hundredth newest, within bounds. Longer in a quiet place. */
export const HALF_LIFE = { least: 36, most: 168, of: 100 } as const;

/** Shares of what brings candidates, relative to each other. Following is capped, so that a feed does not become the list of people followed. */
export const SHARES = {
  near: 0.28,
  graph: 0.22,
  channel: 0.12,
  fresh: 0.13,
  topic: 0.12,
  best: 0.08,
  following: 0.05,
  nearby: 0.04,
} as const;

/** All of it, flat and as texts, so that it can be published, kept and compared: `{ 'like': '1', 'heads.open': '1', … }`. */
export function weightsInForce(config: Pick<Config, 'firstReaders'>): Record<string, string> {
  const { heads, ...plain } = HOUSE_WEIGHTS;
  const under = (name: string, values: object) =>
    Object.entries(values).map(([key, value]) => [`${name}.${key}`, value] as const);
  const named = [
    ...Object.entries(plain).filter(([name]) => name !== 'freshnessHalfLife'),
    ...under('freshnessHalfLife', HALF_LIFE),
    ...under('heads', heads),
    ...under('sources', SHARES),
    ...under('guarantee', guaranteeOf(config)),
  ];
  return Object.fromEntries(named.map(([name, value]) => [name, String(value)]));
}
