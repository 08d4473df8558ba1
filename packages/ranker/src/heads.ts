import { Reader, Writer } from './bytes.ts';
import type { Features } from './features.ts';

const KIND = 'ranker heads';
const VERSION = 1;

/** What a reader may do with a note that was shown, each foretold by a model of its own. */
export const HEADS = ['open', 'dwell', 'save', 'comment', 'share', 'follow', 'hide'] as const;
export type Head = (typeof HEADS)[number];
/** What came of an impression: a head that is left out is not learnt from. */
export type Outcome = Partial<Record<Head, boolean>>;

/** Weights of one feature stand side by side, in a row of a power of two. */
const ROW = 8;

export interface HeadsSettings {
  /** Features share so many places, a power of two. */
  places: number;
  /** First step of AdaGrad, and what keeps it finite. */
  step: number;
  epsilon: number;
  /** Pull to zero at each step. */
  decay: number;
  /** How often each happens before anything is known; the models start there. */
  start: Readonly<Record<Head, number>>;
}

export const headsDefaults: Readonly<HeadsSettings> = Object.freeze({
  places: 2 ** 14,
  step: 0.1,
  epsilon: 1e-6,
  decay: 1e-6,
  start: Object.freeze({
    open: 0.15,
    dwell: 0.08,
    save: 0.02,
    comment: 0.01,
    share: 0.005,
    follow: 0.005,
    hide: 0.01,
  }),
});

/**
 * One logistic regression per head over the same hashed features, learnt act by act with AdaGrad (Duchi et al. 2011; as
 * served by McMahan et al. 2013). The position of an impression is a feature when learning and left out when ranking,
 * so what a good place did for a note is not put down to the note (Zhao et al., RecSys 2019).
 */
export class Heads {
  readonly settings: Readonly<HeadsSettings>;
  readonly #weights: Float32Array;
  readonly #squares: Float32Array;
  readonly #bias: Float64Array;
  readonly #sums = new Float64Array(HEADS.length);
  #learnt = 0;

  constructor(settings: Partial<HeadsSettings> = {}) {
    this.settings = Object.freeze({ ...headsDefaults, ...settings });
    this.#weights = new Float32Array(this.settings.places * ROW);
    this.#squares = new Float32Array(this.settings.places * ROW);
    this.#bias = Float64Array.from(HEADS, (head) => logit(this.settings.start[head]));
  }

  /** Impressions learnt from: the model's version. */
  get learnt(): number {
    return this.#learnt;
  }

  /** Chance of each head, in the order of `HEADS`, into `into`. */
  predict(features: Features, into: Float64Array): Float64Array {
    this.#dot(features, into);
    for (let head = 0; head < HEADS.length; head += 1) into[head] = 1 / (1 + Math.exp(-into[head]!));
    return into;
  }

  /** One impression and what came of it; `weight` corrects for how likely it was to be shown. */
  learn(features: Features, outcome: Outcome, weight = 1): void {
    const chances = this.predict(features, this.#sums);
    for (let head = 0; head < HEADS.length; head += 1) {
      const happened = outcome[HEADS[head]!];
      if (happened === undefined) continue;
      this.#step(features, head, weight * (chances[head]! - Number(happened)));
    }
    this.#learnt += 1;
  }

  /** What the features say for one head beyond the ordinary, largest first: for explaining. */
  terms(features: Features, head: Head): { name: string; value: number }[] {
    const column = HEADS.indexOf(head);
    return features.names
      .map((name, at) => ({
        name,
        value: features.values[at]! * this.#weights[this.#row(features.hashes[at]!) + column]!,
      }))
      .sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
  }

  save(): Uint8Array {
    const out = new Writer(KIND, VERSION);
    out.text(JSON.stringify(this.settings));
    out.number(this.#learnt);
    for (const part of [this.#weights, this.#squares, this.#bias]) out.words(part);
    return out.done();
  }

  static load(bytes: Uint8Array): Heads {
    const from = new Reader(bytes, { kind: KIND, version: VERSION });
    const heads = new Heads(JSON.parse(from.text()) as HeadsSettings);
    heads.#learnt = from.number();
    heads.#weights.set(from.floats(heads.#weights.length));
    heads.#squares.set(from.floats(heads.#squares.length));
    heads.#bias.set(from.doubles(HEADS.length));
    return heads;
  }

  #row(hash: number): number {
    return ((hash >>> 0) & (this.settings.places - 1)) * ROW;
  }

  /** One sum for each head, side by side, so that none waits for another. */
  #dot({ hashes, values, count }: Features, into: Float64Array): void {
    const weights = this.#weights;
    const mask = this.settings.places - 1;
    const bias = this.#bias;
    let [open, dwell, save, comment] = [bias[0]!, bias[1]!, bias[2]!, bias[3]!];
    let [share, follow, hide] = [bias[4]!, bias[5]!, bias[6]!];
    for (let at = 0; at < count; at += 1) {
      const row = (hashes[at]! & mask) * ROW;
      const value = values[at]!;
      open += value * weights[row]!;
      dwell += value * weights[row + 1]!;
      save += value * weights[row + 2]!;
      comment += value * weights[row + 3]!;
      share += value * weights[row + 4]!;
      follow += value * weights[row + 5]!;
      hide += value * weights[row + 6]!;
    }
    into[0] = open;
    into[1] = dwell;
    into[2] = save;
    into[3] = comment;
    into[4] = share;
    into[5] = follow;
    into[6] = hide;
  }

  #step({ hashes, values, count }: Features, head: number, error: number): void {
    const { step, epsilon, decay } = this.settings;
    this.#bias[head]! -= 0.01 * error;
    for (let at = 0; at < count; at += 1) {
      const place = this.#row(hashes[at]!) + head;
      const slope = error * values[at]! + decay * this.#weights[place]!;
      this.#squares[place]! += slope * slope;
      this.#weights[place]! -= (step * slope) / (Math.sqrt(this.#squares[place]!) + epsilon);
    }
  }
}

function logit(chance: number): number {
  return Math.log(chance / (1 - chance));
}
