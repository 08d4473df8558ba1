import type { Candidate, Interest, Reason, Viewer, Weights } from './types.ts';

const HOUR = 3_600_000;

export interface Scorer {
  score(candidate: Candidate): number;
  /** The factors of a score that are not 1. */
  why(candidate: Candidate): Reason[];
  /** Whether it is in a language that the viewer, who has named some, does not read. */
  isForeign(candidate: Candidate): boolean;
}

/**
 * Scores candidates for one viewer: what depends on the viewer alone is worked out once.
 */
export function createScorer(viewer: Viewer, now: number, weights: Weights): Scorer {
  const reading = languageReader(viewer, weights);
  const wanted: Wanted = { channel: new Map(), topic: new Map() };
  for (const { kind, id, weight } of viewer.interests) wanted[kind].set(id, finite(weight));

  const interest = (candidate: Candidate) => interestOf(candidate, wanted, weights);
  const language = (candidate: Candidate) => reading(candidate.language).factor;
  const follow = (candidate: Candidate) =>
    viewer.follows?.has(candidate.authorId) ? weights.followFactor : 1;
  const hours = (candidate: Candidate) => Math.max(0, finite(now - candidate.publishedAt)) / HOUR;

  return {
    score: (candidate) =>
      freshness(hours(candidate), weights) *
      quality(candidate, hours(candidate), weights) *
      interest(candidate) *
      language(candidate) *
      follow(candidate),
    why: (candidate) => {
      const age = hours(candidate);
      const reasons: Reason[] = [
        { term: 'freshness', value: freshness(age, weights), source: `age ${Math.round(age)}h` },
        { term: 'quality', value: quality(candidate, age, weights), source: qualitySource(candidate) },
        { term: 'interest', value: interest(candidate), source: interestSource(candidate, wanted) },
        { term: 'language', value: language(candidate), source: candidate.language },
        { term: 'follow', value: follow(candidate), source: `author:${candidate.authorId}` },
      ];
      return reasons.filter(({ value }) => value !== 1);
    },
    isForeign: (candidate) => reading(candidate.language).foreign,
  };
}

function freshness(hours: number, { freshnessHalfLife, freshnessFloor }: Weights): number {
  return freshnessFloor + (1 - freshnessFloor) * 2 ** (-hours / freshnessHalfLife);
}

/**
 * How much better than an ordinary note: the mean of a Gamma posterior over engagement per impression, divided by
 * that of its prior. So a note that nobody has seen is ordinary (1), and three likes of four do not beat 300 of 1,000.
 */
function quality(candidate: Candidate, hours: number, weights: Weights): number {
  const engagement =
    positive(candidate.likes) * weights.like +
    positive(candidate.saves) * weights.save +
    positive(candidate.comments) * weights.comment +
    positive(candidate.opens) * weights.open;
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

/** Weights of what the viewer wants, by id. */
type Wanted = Record<Interest['kind'], Map<string, number>>;

/** Wishes that match add up to at most 1, dislikes to at least −1. */
function interestOf(candidate: Candidate, { channel, topic }: Wanted, weights: Weights): number {
  let sum = 0;
  if (channel.size > 0 && candidate.channel) sum += channel.get(candidate.channel) ?? 0;
  if (topic.size > 0) for (const id of candidate.topics) sum += topic.get(id) ?? 0;
  if (sum === 0) return 1;
  return sum > 0
    ? 1 + (weights.interestGain - 1) * Math.min(sum, 1)
    : weights.dislikeFactor ** Math.min(-sum, 1);
}

/** The strongest wish or dislike that matches. */
function interestSource(candidate: Candidate, { channel, topic }: Wanted): string {
  let strongest = 0;
  let source = 'none';
  const match = (key: string, weight = 0) => {
    if (Math.abs(weight) <= Math.abs(strongest)) return;
    strongest = weight;
    source = key;
  };
  if (candidate.channel) match(`channel:${candidate.channel}`, channel.get(candidate.channel));
  for (const id of candidate.topics) match(`topic:${id}`, topic.get(id));
  return source;
}

interface Reading {
  factor: number;
  foreign: boolean;
}

/** How this viewer reads each language; worked out once per language, there are few. */
function languageReader(viewer: Viewer, weights: Weights): (language: string) => Reading {
  const known = new Map<string, Reading>();
  return (language) => {
    const before = known.get(language);
    if (before) return before;
    const reading = readingOf(language, viewer.languages, weights);
    known.set(language, reading);
    return reading;
  };
}

function readingOf(language: string, languages: readonly string[], weights: Weights): Reading {
  if (languages.length === 0) return { factor: 1, foreign: false };
  if (language === 'und' || language === '') return { factor: weights.unknownLanguageFactor, foreign: false };
  const exact = languages.indexOf(language);
  if (exact >= 0) return { factor: step(exact, weights), foreign: false };
  const related = languages.findIndex((read) => baseOf(read) === baseOf(language));
  if (related < 0) return { factor: weights.foreignFactor, foreign: true };
  const otherScript = baseOf(language) === 'zh' && languages[related] !== 'zh' && language !== 'zh';
  return { factor: step(related, weights) * (otherScript ? weights.otherScriptFactor : 1), foreign: false };
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
