// What a reader may turn, press and say about their feed: plain values, which pages have too.

/** What a reader may ask for more or less of. */
export const WISH_KINDS = ['topic', 'author', 'channel'] as const;
export type WishKind = (typeof WISH_KINDS)[number];

/** So often more or less can be said; that often less, and nothing of it comes. */
export const MOST_STEPS = 5;

/** What a reader may turn up and down of how their feed is ranked, by name. */
export const SLIDERS = ['freshness', 'quality', 'interests', 'exploring', 'following', 'variety'] as const;
export type Slider = (typeof SLIDERS)[number];
/** Each −2 … 2; 0 is how the house ranks. */
export type Sliders = Record<Slider, number>;
export const SLIDER_STEPS = 2;

export const PRESETS = ['balanced', 'fresh', 'deep', 'wide'] as const;
export type Preset = (typeof PRESETS)[number];

const MIDDLE: Sliders = { freshness: 0, quality: 0, interests: 0, exploring: 0, following: 0, variety: 0 };

/** Ready-made algorithms. */
export const PRESET_SLIDERS: Readonly<Record<Preset, Readonly<Sliders>>> = {
  balanced: MIDDLE,
  fresh: { ...MIDDLE, freshness: 2, exploring: 1 },
  deep: { ...MIDDLE, freshness: -1, quality: 1, interests: 2, exploring: -1, variety: -1 },
  wide: { ...MIDDLE, interests: -1, exploring: 2, variety: 2 },
};

/** The preset that these sliders are, if they are one. */
export function presetOf(values: Sliders): Preset | null {
  return (
    PRESETS.find((preset) => SLIDERS.every((name) => PRESET_SLIDERS[preset][name] === values[name])) ?? null
  );
}
