import { arrange } from './arrange.ts';
import { diversify } from './diversity.ts';
import type { Shape } from './features.ts';
import { createScorer, type Scorer, type Told } from './score.ts';
import type { Candidate, Key, Ranked, RankInput, Reason, Weights } from './types.ts';
import { defaultWeights } from './weights.ts';

/**
 * Orders notes for one viewer: `score = freshness × quality × interest × likeness × relation × engagement × language ×
 * follow`, the top spread out so that likes do not stand beside likes, then at most two of an author in any twenty, as
 * many foreign notes as the reader's dial says, and the owed ones in their places. Notes already seen and second copies
 * of one id are left out. 600 candidates cost less than 2 ms, with seven heads and diversity less than 8.
 *
 * @returns the list, best first; `why` has one entry per factor that is not 1, their product is `score`.
 *   Shorter than the candidates where they are seen, doubled, or (by default) held back by the limit on one author.
 */
export function rank<Id extends Key = string>(input: RankInput<Id>): Ranked<Id>[] {
  const { viewer, candidates, random, limit = Infinity } = input;
  const settings = { ...defaultWeights, ...input.weights };
  const unseen = viewer.seen?.size ? candidates.filter(({ id }) => !viewer.seen?.has(id)) : candidates;
  const scorer = createScorer(input, settings, unseen.length);
  const scores = new Float64Array(unseen.length);
  for (let at = 0; at < unseen.length; at += 1) scores[at] = scorer.score(unseen[at]!, at);

  const ordered = withoutDoubles(bestFirst(unseen, scores), unseen);
  shuffleEqual(ordered, scores, random);
  const best = spreadOut(ordered, { candidates: unseen, scores, settings });
  const foreign = best.map((at) => scorer.isForeign(unseen[at]!));
  const authors = best.map((at) => unseen[at]!.authorId);
  const owed = best.map((at) => unseen[at]!.guaranteed === true);
  const { foreignShare } = viewer;
  return arrange({ authors, foreign, owed, settings, limit, foreignShare }).map((place) => {
    const at = best[place]!;
    return new Placed({ candidate: unseen[at]!, at, score: scores[at]!, scorer });
  });
}

const NOWHERE: number[] = [];

interface Top {
  candidates: readonly Candidate<Key>[];
  scores: Float64Array;
  settings: Weights;
}

/** The top in the order in which each note adds most to those before it, the rest as it was. */
function spreadOut(order: number[], { candidates, scores, settings }: Top): number[] {
  const pool = order.slice(0, settings.diversityPool);
  const first = pool.find((at) => candidates[at]!.vector !== undefined);
  if (first === undefined || settings.diversity === 0) return order;
  const size = candidates[first]!.vector!.length;
  const vectors = new Float32Array(pool.length * size);
  pool.forEach((at, place) => vectors.set(candidates[at]!.vector ?? NOWHERE, place * size));
  const chosen = diversify(
    { scores: pool.map((at) => Math.log(scores[at]!)), vectors, size },
    { limit: settings.diversityTop, gamma: settings.diversity, window: settings.diversityWindow },
  );
  const moved = new Set(chosen);
  return [
    ...chosen.map((place) => pool[place]!),
    ...pool.filter((_, place) => !moved.has(place)),
    ...order.slice(pool.length),
  ];
}

/** A note in its place; why it stands there is worked out when somebody asks, which is seldom. */
class Placed<Id extends Key> implements Ranked<Id> {
  readonly id: Id;
  readonly score: number;
  readonly #candidate: Candidate<Id>;
  readonly #at: number;
  readonly #scorer: Scorer;
  #told: Told | undefined;

  constructor({
    candidate,
    at,
    score,
    scorer,
  }: {
    candidate: Candidate<Id>;
    at: number;
    score: number;
    scorer: Scorer;
  }) {
    this.id = candidate.id;
    this.score = score;
    this.#candidate = candidate;
    this.#at = at;
    this.#scorer = scorer;
  }

  get why(): Reason[] {
    return this.#scorer.why(this.#candidate);
  }

  get shape(): Shape {
    return this.#tell().shape;
  }

  get factors(): Ranked['factors'] {
    return this.#tell().factors;
  }

  #tell(): Told {
    return (this.#told ??= this.#scorer.told(this.#candidate, this.#at));
  }
}

/** Places of candidates by score, then by id, so that the order they came in has no say. */
function bestFirst(candidates: readonly Candidate<Key>[], scores: Float64Array): number[] {
  return Array.from(scores, (_, at) => at).sort(
    (a, b) => scores[b]! - scores[a]! || compare(candidates[a]!.id, candidates[b]!.id),
  );
}

function compare(a: Key, b: Key): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** One note brought by two queries is ranked once, where it scored best. */
function withoutDoubles(order: readonly number[], candidates: readonly Candidate<Key>[]): number[] {
  const known = new Set<Key>();
  return order.filter((at) => {
    const { id } = candidates[at]!;
    if (known.has(id)) return false;
    known.add(id);
    return true;
  });
}

/** Candidates of exactly one score stand in an order that chance alone decides. */
function shuffleEqual(order: number[], scores: Float64Array, random: () => number): void {
  let start = 0;
  while (start < order.length) {
    let end = start + 1;
    while (end < order.length && scores[order[end]!] === scores[order[start]!]) end += 1;
    for (let last = end - 1; last > start; last -= 1) {
      const other = start + Math.floor(random() * (last - start + 1));
      [order[last], order[other]] = [order[other]!, order[last]!];
    }
    start = end;
  }
}
