import type { Slider, Sliders } from '@jujube/contract';
import type { Weights } from '@jujube/ranker';

// What each slider does to the ranking: pure, and all there is. 0 changes nothing, to the last bit.

/** At −2, −1, 1 and 2. */
type Steps = readonly [number, number, number, number];

/** Times as long until a note is half as fresh. */
const HALF_LIFE: Steps = [4, 2, 0.5, 0.25];
/** Times the exponent on quality, and on what is foretold. */
const QUALITY: Steps = [0.2, 0.6, 1.5, 2];
/** Exponents on the gains of interests. */
const INTERESTS: Steps = [0.25, 0.6, 1.5, 2.2];
const FOLLOW: Steps = [1, 1.1, 1.7, 2.6];
const VARIETY: Steps = [0, 0.5, 2, 3.5];
const EXPLORED: Steps = [1.4, 1.2, 0.6, 0.3];
/** Owed notes come as often as the house says, or oftener, never more seldom: who is new is seen by everybody. */
const OWED: Steps = [1, 1, 0.75, 0.5];

/** Weights of the ranking as a reader's sliders have them; `base` is the house's. */
export function weightsFor(base: Weights, sliders: Sliders): Weights {
  const at = (name: Slider, steps: Steps) => stepOf(sliders[name], steps);
  const gain = (value: number) => value ** at('interests', INTERESTS);
  const { freshness, following } = sliders;
  return {
    ...base,
    freshnessHalfLife: base.freshnessHalfLife * at('freshness', HALF_LIFE),
    freshnessFloor: freshness > 0 ? base.freshnessFloor / 2 ** freshness : base.freshnessFloor,
    qualityPower: base.qualityPower * at('quality', QUALITY),
    headsPower: base.headsPower * at('quality', QUALITY) * at('exploring', EXPLORED),
    interestGain: gain(base.interestGain),
    likenessGain: gain(base.likenessGain) ** at('exploring', EXPLORED),
    relationGain: gain(base.relationGain) ** at('exploring', EXPLORED),
    followFactor: following === 0 ? base.followFactor : at('following', FOLLOW),
    diversity: base.diversity * at('variety', VARIETY),
    authorMax: sliders.variety === 2 ? 1 : base.authorMax,
    guaranteeEvery: Math.max(1, Math.round(base.guaranteeEvery * at('exploring', OWED))),
  };
}

/** Times the share that a source of candidates has of the whole. */
const SOURCES: Readonly<Record<string, readonly [Slider, Steps]>> = {
  fresh: ['exploring', [0.4, 0.7, 1.8, 3]],
  near: ['exploring', [1.3, 1.15, 0.7, 0.4]],
  graph: ['exploring', [1.3, 1.15, 0.7, 0.4]],
  following: ['following', [0, 0.5, 2, 3]],
};

/** Shares of the sources of candidates as a reader's sliders have them; they are relative to each other. */
export function sharesFor<Name extends string>(
  base: Readonly<Record<Name, number>>,
  sliders: Sliders,
): Record<Name, number> {
  const shares = Object.entries<number>(base).map(([name, share]) => {
    const [slider, steps] = SOURCES[name] ?? [];
    return [name, slider && steps ? share * stepOf(sliders[slider], steps) : share];
  });
  return Object.fromEntries(shares) as Record<Name, number>;
}

function stepOf(value: number, [least, less, more, most]: Steps): number {
  if (value === 0) return 1;
  if (value < 0) return value <= -2 ? least : less;
  return value >= 2 ? most : more;
}
