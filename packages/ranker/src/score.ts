import { blankFeatures, featuresOf, type Shape } from './features.ts';
import { HEADS, type Heads } from './heads.ts';
import { likeness, type Profile } from './interests.ts';
import type { Quality } from './quality.ts';
import type { Candidate as AnyCandidate, Key, Ranked, RankInput, Reason, Viewer, Weights } from './types.ts';

type Candidate = AnyCandidate<Key>;

const HOUR = 3_600_000;
/** Numbers that are kept of each candidate: its factors, then what the heads were asked. */
const KEPT = 12;

export interface Scorer {
  /** Remembers what it comes from for `told`, at place `at` of so many candidates. */
  score(candidate: Candidate, at: number): number;
  /** The factors of a score that are not 1, in words. */
  why(candidate: Candidate): Reason[];
  /** The factors as numbers, and what the heads were asked, of one that was scored: to learn from once it is known what came of it. */
  told(candidate: Candidate, at: number): Told;
  /** Whether it is in a language that the viewer, who has named some, does not read. */
  isForeign(candidate: Candidate): boolean;
}

/**
 * Scores candidates for one viewer: what depends on the viewer alone is worked out once.
 */
export function createScorer<Id extends Key>(
  { viewer, now, heads, quality: beliefs }: Pick<RankInput<Id>, 'viewer' | 'now' | 'heads' | 'quality'>,
  weights: Weights,
  candidates: number,
): Scorer {
  const kept = new Kept(candidates);
  const reading = languageReader(viewer, weights);
  const wanted = wishesOf(viewer);
  const foretell = heads ? foreteller(heads, weights) : null;
  const { profile } = viewer;
  const factors = { ...ORDINARY };

  const asked: Shape = { ...NOTHING };
  const work = (candidate: Candidate): Factors => {
    const hours = Math.max(0, finite(now - candidate.publishedAt)) / HOUR;
    const wish = wishFor(candidate, wanted);
    const alike = profile && profile.masses.length > 0 ? likenessTo(profile, candidate) : 0;
    const followed = viewer.follows?.has(candidate.authorId) ?? false;
    const relation = Math.min(1, positive(candidate.relation));
    const read = reading(candidate.language);
    factors.hours = hours;
    factors.freshness = freshness(hours, weights);
    factors.quality = beliefs ? believed(candidate, beliefs, weights) : quality(candidate, hours, weights);
    factors.interest = interestOf(wish, weights);
    factors.likeness = alike === 0 ? 1 : weights.likenessGain ** alike;
    factors.relation = 1 + (weights.relationGain - 1) * relation;
    factors.language = read.factor;
    factors.follow = followed ? weights.followFactor : 1;
    asked.channel = candidate.channel;
    asked.topics = candidate.topics;
    asked.language = candidate.language;
    asked.source = candidate.source;
    asked.ageHours = hours;
    asked.reading = read.kind;
    asked.quality = factors.quality;
    asked.likeness = alike;
    asked.wish = Math.max(-1, Math.min(1, wish));
    asked.followed = followed;
    asked.relation = relation;
    if (foretell) factors.engagement = foretell(asked);
    return factors;
  };

  return {
    score(candidate, at) {
      const { freshness, quality, interest, likeness, relation, engagement, language, follow } =
        work(candidate);
      kept.put(at, factors, asked);
      // In the order of the reasons, so that their product is the score to the last bit.
      return freshness * quality * interest * likeness * relation * engagement * language * follow;
    },
    why: (candidate) => reasonsOf(candidate, { factors: work(candidate), wanted }),
    told(candidate, at) {
      const { authorId, language } = candidate;
      const followed = viewer.follows?.has(authorId) ?? false;
      return kept.told(at, candidate, { reading: reading(language).kind, followed });
    },
    isForeign: (candidate) => reading(candidate.language).foreign,
  };
}

function likenessTo(profile: Profile, { vector }: Candidate): number {
  return vector ? Math.max(0, likeness(profile, vector)) : 0;
}

/** What each candidate was scored by, in one piece of memory for all. */
class Kept {
  readonly #numbers: Float64Array;

  constructor(candidates: number) {
    this.#numbers = new Float64Array(candidates * KEPT);
  }

  put(at: number, factors: Factors, asked: Shape): void {
    const numbers = this.#numbers;
    const from = at * KEPT;
    numbers[from] = factors.freshness;
    numbers[from + 1] = factors.quality;
    numbers[from + 2] = factors.interest;
    numbers[from + 3] = factors.likeness;
    numbers[from + 4] = factors.relation;
    numbers[from + 5] = factors.engagement;
    numbers[from + 6] = factors.language;
    numbers[from + 7] = factors.follow;
    numbers[from + 8] = asked.ageHours;
    numbers[from + 9] = asked.likeness;
    numbers[from + 10] = asked.wish;
    numbers[from + 11] = asked.relation;
  }

  told(
    at: number,
    { channel, topics, language, source }: Candidate,
    { reading, followed }: Pick<Shape, 'reading' | 'followed'>,
  ): Told {
    const is = (place: number) => this.#numbers[at * KEPT + place]!;
    const quality = is(1);
    const about = { channel, topics, language, source, reading, followed };
    return {
      shape: { ...about, quality, ageHours: is(8), likeness: is(9), wish: is(10), relation: is(11) },
      factors: {
        freshness: is(0),
        quality,
        interest: is(2),
        likeness: is(3),
        relation: is(4),
        engagement: is(5),
        language: is(6),
        follow: is(7),
      },
    };
  }
}

export interface Told {
  shape: Shape;
  factors: Ranked['factors'];
}

type Factors = Record<keyof Ranked['factors'] | 'hours', number>;

const ORDINARY: Factors = {
  freshness: 1,
  quality: 1,
  interest: 1,
  likeness: 1,
  relation: 1,
  engagement: 1,
  language: 1,
  follow: 1,
  hours: 0,
};

const NOTHING: Shape = {
  channel: null,
  topics: [],
  language: '',
  source: '',
  reading: 'unknown',
  ageHours: 0,
  quality: 1,
  likeness: 0,
  wish: 0,
  followed: false,
  relation: 0,
};

function reasonsOf(
  candidate: Candidate,
  { factors, wanted }: { factors: Factors; wanted: Wanted },
): Reason[] {
  const { because, source } = candidate;
  const reasons: Reason[] = [
    { term: 'freshness', value: factors.freshness, source: `age ${Math.round(factors.hours)}h` },
    { term: 'quality', value: factors.quality, source: qualitySource(candidate) },
    { term: 'interest', value: factors.interest, source: interestSource(candidate, wanted) },
    { term: 'likeness', value: factors.likeness, source: 'interests' },
    { term: 'relation', value: factors.relation, source: because ?? 'readers alike' },
    { term: 'engagement', value: factors.engagement, source: 'foretold acts' },
    { term: 'language', value: factors.language, source: candidate.language },
    { term: 'follow', value: factors.follow, source: `author:${candidate.authorId}` },
  ];
  const named = because === undefined ? source : `${source}:${because}`;
  return [{ term: 'source', value: 1, source: named }, ...reasons.filter(({ value }) => value !== 1)];
}

/** Weights of what the viewer wants, by kind and id. */
type Wanted = Record<'channel' | 'topic' | 'author', Map<string, number>>;

/** What a reader chose, and what they showed. */
function wishesOf({ interests, profile }: Pick<Viewer, 'interests' | 'profile'>): Wanted {
  const wanted: Wanted = { channel: new Map(), topic: new Map(), author: new Map() };
  const add = (kind: keyof Wanted, id: string, weight: number) =>
    wanted[kind].set(id, (wanted[kind].get(id) ?? 0) + finite(weight));
  for (const { kind, id, weight } of interests) add(kind, id, weight);
  for (const [key, weight] of profile?.wishes ?? []) {
    const colon = key.indexOf(':');
    add(key.slice(0, colon) as keyof Wanted, key.slice(colon + 1), weight);
  }
  return wanted;
}

/** Foretold worth of an impression over an ordinary one's. */
function foreteller(heads: Heads, { heads: worth, headsPower }: Weights): (shape: Shape) => number {
  const features = blankFeatures();
  const chances = new Float64Array(HEADS.length);
  const worths = Float64Array.from(HEADS, (head) => worth[head]);
  const { start } = heads.settings;
  const ordinary = HEADS.reduce((sum, head) => sum + Math.max(0, worth[head]) * start[head], 0);
  return (shape) => {
    heads.predict(featuresOf(shape, features), chances);
    let sum = 0;
    for (let head = 0; head < worths.length; head += 1) sum += worths[head]! * chances[head]!;
    return Math.max(FORETOLD.least, Math.min(FORETOLD.most, sum / ordinary)) ** headsPower;
  };
}

/** Bounds of foretold worth: no model may lift or sink a note without end. */
const FORETOLD = { least: 0.02, most: 10 };

function believed(candidate: Candidate, beliefs: Quality, weights: Weights): number {
  const relative = beliefs.relative({
    topic: candidate.topics[0] ?? candidate.channel ?? '',
    language: candidate.language,
    impressions: positive(candidate.impressions),
    engagement: engagementOf(candidate, weights),
  });
  return Math.min(relative, weights.qualityCeiling) ** weights.qualityPower;
}

function engagementOf(candidate: Candidate, weights: Weights): number {
  return (
    positive(candidate.likes) * weights.like +
    positive(candidate.saves) * weights.save +
    positive(candidate.comments) * weights.comment +
    positive(candidate.opens) * weights.open
  );
}

function freshness(hours: number, { freshnessHalfLife, freshnessFloor }: Weights): number {
  return freshnessFloor + (1 - freshnessFloor) * 2 ** (-hours / freshnessHalfLife);
}

/**
 * How much better than an ordinary note: the mean of a Gamma posterior over engagement per impression, divided by
 * that of its prior. So a note that nobody has seen is ordinary (1), and three likes of four do not beat 300 of 1,000.
 */
function quality(candidate: Candidate, hours: number, weights: Weights): number {
  const engagement = engagementOf(candidate, weights);
  const exposure =
    candidate.impressions === undefined
      ? guessedImpressions(hours, weights)
      : positive(candidate.impressions);
  const posterior =
    (weights.priorRate * weights.priorImpressions + engagement) / (weights.priorImpressions + exposure);
  return Math.min(posterior / weights.priorRate, weights.qualityCeiling) ** weights.qualityPower;
}

function guessedImpressions(hours: number, { guessedImpressions: all, guessedHalfTime }: Weights): number {
  return all * (1 - 2 ** (-hours / guessedHalfTime));
}

function qualitySource({ impressions }: Candidate): string {
  return impressions === undefined ? 'engagement by age' : 'engagement by impressions';
}

/** Wishes that match, added up. */
function wishFor(candidate: Candidate, { channel, topic, author }: Wanted): number {
  let sum = 0;
  if (channel.size > 0 && candidate.channel) sum += channel.get(candidate.channel) ?? 0;
  if (topic.size > 0) for (const id of candidate.topics) sum += topic.get(id) ?? 0;
  if (author.size > 0) sum += author.get(candidate.authorId) ?? 0;
  return sum;
}

/** Wishes count up to a full match, dislikes likewise. */
function interestOf(wish: number, weights: Weights): number {
  if (wish === 0) return 1;
  return wish > 0
    ? 1 + (weights.interestGain - 1) * Math.min(wish, 1)
    : weights.dislikeFactor ** Math.min(-wish, 1);
}

/** The strongest wish or dislike that matches. */
function interestSource(candidate: Candidate, { channel, topic, author }: Wanted): string {
  let strongest = 0;
  let source = 'none';
  const match = (key: string, weight = 0) => {
    if (Math.abs(weight) <= Math.abs(strongest)) return;
    strongest = weight;
    source = key;
  };
  if (candidate.channel) match(`channel:${candidate.channel}`, channel.get(candidate.channel));
  for (const id of candidate.topics) match(`topic:${id}`, topic.get(id));
  match(`author:${candidate.authorId}`, author.get(candidate.authorId));
  return source;
}

interface Reading {
  factor: number;
  foreign: boolean;
  kind: Shape['reading'];
}

/** How this viewer reads each language; worked out once per language, there are few. */
function languageReader(
  { languages }: Pick<Viewer, 'languages'>,
  weights: Weights,
): (language: string) => Reading {
  const known = new Map<string, Reading>();
  return (language) => {
    const before = known.get(language);
    if (before) return before;
    const reading = readingOf(language, languages, weights);
    known.set(language, reading);
    return reading;
  };
}

function readingOf(language: string, languages: readonly string[], weights: Weights): Reading {
  if (languages.length === 0) return { factor: 1, foreign: false, kind: 'unknown' };
  if (language === 'und' || language === '') {
    return { factor: weights.unknownLanguageFactor, foreign: false, kind: 'unknown' };
  }
  const exact = languages.indexOf(language);
  if (exact >= 0)
    return { factor: step(exact, weights), foreign: false, kind: exact === 0 ? 'first' : 'other' };
  const related = languages.findIndex((read) => baseOf(read) === baseOf(language));
  if (related < 0) return { factor: weights.foreignFactor, foreign: true, kind: 'foreign' };
  const otherScript = baseOf(language) === 'zh' && languages[related] !== 'zh' && language !== 'zh';
  const factor = step(related, weights) * (otherScript ? weights.otherScriptFactor : 1);
  return { factor, foreign: false, kind: otherScript ? 'script' : 'other' };
}

function step(place: number, { languageStep }: Weights): number {
  return Math.max(0.5, 1 - languageStep * place);
}

function baseOf(language: string): string {
  const end = language.indexOf('-');
  return (end < 0 ? language : language.slice(0, end)).toLowerCase();
}

function positive(count: number | undefined): number {
  return Math.max(0, finite(count ?? 0));
}

/** A number that came broken counts for nothing rather than spoil the order of everything else. */
function finite(number: number): number {
  return Number.isFinite(number) ? number : 0;
}
