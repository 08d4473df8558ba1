import { Reader, Writer } from './bytes.ts';
import type { Terms } from './content.ts';
import { mixed } from './random.ts';

const KIND = 'ranker embedding';
const VERSION = 1;

export interface EmbeddingSettings {
  /** Numbers in a vector. */
  size: number;
  /** Terms share so many places, a power of two. */
  places: number;
  /** First step of AdaGrad. */
  step: number;
  /** Readers after which a note's co-engagement counts as much as its content. */
  evidence: number;
}

export const embeddingDefaults: Readonly<EmbeddingSettings> = Object.freeze({
  size: 64,
  places: 2 ** 15,
  step: 0.05,
  evidence: 8,
});

/**
 * A vector for a note from what it says, in the space of co-engagement: each term has a vector, a note is the direction
 * of their weighted sum, and from notes that have readers the terms learn where such notes lie. So a note that nobody
 * has seen stands where its readers will be (CB2CF: Barkan et al., RecSys 2019; as RedNote serves it: Huang et al., KDD
 * 2021). A term that nothing is known of has a direction of its own by its hash, so that equal words are equal from the
 * first note on.
 */
export class ContentEmbedding {
  readonly settings: Readonly<EmbeddingSettings>;
  /** Every term's vector, from when one of them has learnt: until then each is what its hash says, and takes no room. */
  #table: Float32Array | null = null;
  readonly #squares: Float32Array;

  constructor(settings: Partial<EmbeddingSettings> = {}) {
    this.settings = Object.freeze({ ...embeddingDefaults, ...settings });
    this.#squares = new Float32Array(this.settings.places);
  }

  /** Where the note stands by what it says alone: unit length, or zeros without terms. */
  embed({ hashes, weights }: Terms, into = new Float32Array(this.settings.size)): Float32Array {
    into.fill(0);
    const { size } = this.settings;
    const unit = unitOf(size);
    for (let at = 0; at < hashes.length; at += 1) {
      const row = this.#row(hashes[at]!);
      const table = this.#table;
      for (let part = 0; part < into.length; part += 1) {
        const value = table ? table[row + part]! : byHash(row + part, size, unit);
        into[part]! += weights[at]! * value;
      }
    }
    normalise(into);
    return into;
  }

  /** A note with readers: its terms move towards where these put it. `target` is of unit length. */
  learn(terms: Terms, target: ArrayLike<number>): void {
    const { size, step } = this.settings;
    const here = this.embed(terms);
    const table = (this.#table ??= this.#byHash());
    let total = 0;
    for (const weight of terms.weights) total += weight;
    for (let at = 0; at < terms.hashes.length; at += 1) {
      const row = this.#row(terms.hashes[at]!);
      const share = terms.weights[at]! / total;
      let slope = 0;
      for (let part = 0; part < size; part += 1) slope += ((target[part]! - here[part]!) * share) ** 2;
      const place = row / size;
      this.#squares[place]! += slope;
      const by = (step * share) / Math.sqrt(this.#squares[place]! || 1);
      for (let part = 0; part < size; part += 1) table[row + part]! += by * (target[part]! - here[part]!);
    }
  }

  /** Content and co-engagement, weighed by how many readers stand behind the latter. Unit length. */
  blend(content: ArrayLike<number>, engagement: ArrayLike<number>, readers: number): Float32Array {
    const trust = readers / (readers + this.settings.evidence);
    const into = Float32Array.from(
      { length: this.settings.size },
      (_, part) => (1 - trust) * content[part]! + trust * engagement[part]!,
    );
    normalise(into);
    return into;
  }

  save(): Uint8Array {
    const out = new Writer(KIND, VERSION);
    out.text(JSON.stringify(this.settings));
    out.words(this.#table ?? this.#byHash());
    out.words(this.#squares);
    return out.done();
  }

  static load(bytes: Uint8Array): ContentEmbedding {
    const from = new Reader(bytes, { kind: KIND, version: VERSION });
    const embedding = new ContentEmbedding(JSON.parse(from.text()) as EmbeddingSettings);
    embedding.#table = from.floats(embedding.settings.places * embedding.settings.size);
    embedding.#squares.set(from.floats(embedding.#squares.length));
    return embedding;
  }

  #byHash(): Float32Array {
    const { size, places } = this.settings;
    const unit = unitOf(size);
    return Float32Array.from({ length: places * size }, (_, at) => byHash(at, size, unit));
  }

  #row(hash: number): number {
    return ((hash >>> 0) & (this.settings.places - 1)) * this.settings.size;
  }
}

/** One number of a direction that nothing was learnt of. */
function byHash(at: number, size: number, unit: number): number {
  return mixed(at, size) & 1 ? unit : -unit;
}

/** As a single float, as it is kept where something was learnt. */
function unitOf(size: number): number {
  return Math.fround(1 / Math.sqrt(size));
}

/** Makes a vector one long; leaves zeros. */
export function normalise(vector: Float32Array): Float32Array {
  let length = 0;
  for (const value of vector) length += value * value;
  if (length === 0) return vector;
  const by = 1 / Math.sqrt(length);
  for (let part = 0; part < vector.length; part += 1) vector[part]! *= by;
  return vector;
}
