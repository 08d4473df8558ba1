import { Reader, Writer } from './bytes.ts';
import { normal } from './random.ts';

const KIND = 'ranker quality';
const VERSION = 1;

export interface QualitySettings {
  /** Engagement of an ordinary impression, before any is known at all. */
  rate: number;
  /** How many impressions the belief about an ordinary note counts for. */
  strength: number;
  /** How many impressions of a group it takes to trust its own rate half. */
  groupStrength: number;
  /** How many deviations above its mean a note is taken to be: what is new is given the benefit of the doubt. */
  optimism: number;
}

export const qualityDefaults: Readonly<QualitySettings> = Object.freeze({
  rate: 0.1,
  strength: 20,
  groupStrength: 200,
  optimism: 0.5,
});

/** What is known of one note: how often it was shown, and what came of it (in ordinary acts). */
export interface Shown {
  topic: string;
  language: string;
  impressions: number;
  engagement: number;
}

export interface Belief {
  /** Mean and deviation of what an impression is worth, and the optimistic value between them. */
  mean: number;
  deviation: number;
  value: number;
}

/**
 * How good a note is, as a Gamma posterior over engagement per impression. The prior of a note is its group's (topic and
 * language), that of a group its language's, that of a language everybody's: so a small language is held against itself
 * and not against a large one, and borrows from the whole only as long as it has little of its own (empirical Bayes;
 * Gelman et al., Bayesian Data Analysis, ch. 5).
 */
export class Quality {
  readonly settings: Readonly<QualitySettings>;
  /** Impressions and engagement of all, and by language. */
  readonly #all = new Float64Array(2);
  readonly #languages = new Map<string, { sums: Float64Array; topics: Map<string, Float64Array> }>();

  constructor(settings: Partial<QualitySettings> = {}) {
    this.settings = Object.freeze({ ...qualityDefaults, ...settings });
  }

  /** Tells the groups what came of impressions; the note's own sums are the caller's to keep. */
  learn({ topic, language, impressions, engagement }: Shown): void {
    const known = this.#languages.get(language) ?? { sums: new Float64Array(2), topics: new Map() };
    const within = known.topics.get(topic) ?? new Float64Array(2);
    this.#languages.set(language, known);
    known.topics.set(topic, within);
    for (const sums of [this.#all, known.sums, within]) {
      sums[0]! += impressions;
      sums[1]! += engagement;
    }
  }

  /** Engagement per impression of an ordinary note of the group. */
  rateOf(topic: string, language: string): number {
    const known = this.#languages.get(language);
    const inAll = this.#rate(this.settings.rate, this.#all);
    if (!known) return inAll;
    const inLanguage = this.#rate(inAll, known.sums);
    const within = known.topics.get(topic);
    return within ? this.#rate(inLanguage, within) : inLanguage;
  }

  #rate(rate: number, sums: Float64Array): number {
    const { groupStrength } = this.settings;
    return (groupStrength * rate + sums[1]!) / (groupStrength + sums[0]!);
  }

  belief(shown: Shown): Belief {
    return this.#believed(this.rateOf(shown.topic, shown.language), shown);
  }

  /** How many times as good as an ordinary note of its group, optimistically; 1 for an ordinary one. */
  relative(shown: Shown): number {
    const rate = this.rateOf(shown.topic, shown.language);
    return this.#believed(rate, shown).value / this.#believed(rate, UNSEEN).value;
  }

  /** One draw from the posterior, for Thompson sampling: what may well be true. */
  draw(shown: Shown, random: () => number): number {
    const { shape, scale } = this.#posterior(this.rateOf(shown.topic, shown.language), shown);
    return gamma(shape, random) * scale;
  }

  save(): Uint8Array {
    const out = new Writer(KIND, VERSION);
    out.text(JSON.stringify(this.settings));
    const groups: [string, Float64Array][] = [['', this.#all]];
    for (const [language, { sums, topics }] of this.#languages) {
      groups.push([language, sums]);
      for (const [topic, within] of topics) groups.push([`${language}\n${topic}`, within]);
    }
    groups.sort(([a], [b]) => (a < b ? -1 : 1));
    out.number(groups.length);
    for (const [group, sums] of groups) {
      out.text(group);
      out.words(sums);
    }
    return out.done();
  }

  static load(bytes: Uint8Array): Quality {
    const from = new Reader(bytes, { kind: KIND, version: VERSION });
    const quality = new Quality(JSON.parse(from.text()) as QualitySettings);
    for (let left = from.number(); left > 0; left -= 1) {
      const group = from.text();
      const sums = from.doubles(2);
      if (group === '') quality.#all.set(sums);
      else quality.#restore(group.split('\n', 2), sums);
    }
    return quality;
  }

  #restore([language = '', topic]: string[], sums: Float64Array): void {
    const known = this.#languages.get(language) ?? { sums: new Float64Array(2), topics: new Map() };
    this.#languages.set(language, known);
    if (topic === undefined) known.sums.set(sums);
    else known.topics.set(topic, sums);
  }

  #believed(rate: number, shown: Pick<Shown, 'impressions' | 'engagement'>): Belief {
    const { shape, scale } = this.#posterior(rate, shown);
    const mean = shape * scale;
    const deviation = Math.sqrt(shape) * scale;
    return { mean, deviation, value: mean + this.settings.optimism * deviation };
  }

  #posterior(rate: number, { impressions, engagement }: Pick<Shown, 'impressions' | 'engagement'>) {
    const { strength } = this.settings;
    const shape = strength * rate + Math.max(0, engagement);
    return { shape, scale: 1 / (strength + Math.max(0, impressions)) };
  }
}

const UNSEEN = { impressions: 0, engagement: 0 };

/** A draw from a Gamma distribution of scale 1 (Marsaglia and Tsang 2000). */
export function gamma(shape: number, random: () => number): number {
  if (shape < 1) return gamma(shape + 1, random) * (1 - random()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(random);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}
