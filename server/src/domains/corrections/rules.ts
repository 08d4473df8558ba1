// How a better sentence comes into force, as pure decisions. The product and its simulation run on the same lines of code;
// the reasons stand in docs/decisions/corrections.md.

import type { CORRECTION_STATES } from '@jujube/contract';

const HOUR_MS = 3600_000;

/** Most people look in once a day: so long nothing comes into force by votes, for all who might object. */
export const WAIT_MS = 24 * HOUR_MS;
/** For so long after it came into force by votes, one objection takes it back. */
export const REVIEW_MS = 15 * 60_000;
/** A fix counts for whoever gave it when it has stood so long. */
export const STAYS_MS = 24 * HOUR_MS;
/** Fixes that stayed, before somebody's votes weigh. */
export const WEIGHS_FROM = 3;
const WEIGHS_TWICE_FROM = 30;
/** Weight that brings something into force, and people it must come from, in a house with enough of them. */
const MOST_SUPPORT = 5;
const LEAST_SUPPORT = 2;
/** From so many people of standing on, those who are asked about a sentence are drawn, one of three. */
const DRAWN_FROM = 18;
const DRAWN_SHARE = 3;
/** Objections that take back what has stood longer than the review; what stayed needs as many as brought it into force. */
const TAKES_BACK_LATER = 2;
/** So many of them cast doubt on whoever gave and supported a thing, until it is settled. */
const CASTS_DOUBT = 2;
/** What it costs: a fix taken back, one that was meant to harm, support for such, and an objection that was overruled. */
const COSTS = { reverted: 3, malicious: 100, supported: 5, overruled: 2 } as const;
const OPEN_AT_FIRST = 5;
const MOST_OPEN = 20;
const MOST_OBJECTIONS = 5;

export type CorrectionState = (typeof CORRECTION_STATES)[number];

/** What may become of what by somebody's word; votes are another matter. */
const NEXT: Record<CorrectionState, readonly CorrectionState[]> = {
  open: ['accepted', 'refused', 'withdrawn', 'gone'],
  held: ['accepted', 'refused', 'withdrawn', 'gone'],
  accepted: ['reverted', 'replaced', 'gone'],
  replaced: [],
  refused: ['accepted'],
  reverted: ['accepted'],
  withdrawn: [],
  gone: [],
};

export function mayBecome(from: CorrectionState, to: CorrectionState): boolean {
  return NEXT[from].includes(to);
}

/** What somebody's fixes and votes came to. */
export interface Deeds {
  /** Fixes in force for longer than `STAYS_MS`; of those that one author accepted, one. */
  stayed: number;
  reverted: number;
  malicious: number;
  /** Fixes of others that were meant to harm, and that they voted for. */
  supported: number;
  /** Objections that the author or those who keep the rules overruled. */
  overruled: number;
}

/** Grows with fixes that stay, falls with those that did not, and much faster than it grows. */
export function standingOf({ stayed, reverted, malicious, supported, overruled }: Deeds): number {
  const cost =
    reverted * COSTS.reverted +
    malicious * COSTS.malicious +
    supported * COSTS.supported +
    overruled * COSTS.overruled;
  return stayed - cost;
}

/** How much a vote weighs: zeal counts little more than care, so that numbers of people decide. */
export function weightOf(standing: number): 0 | 1 | 2 {
  if (standing >= WEIGHS_TWICE_FROM) return 2;
  return standing >= WEIGHS_FROM ? 1 : 0;
}

/** How many suggestions of somebody's may wait at once; none of who harmed. */
export function mostOpen(standing: number): number {
  return Math.max(0, Math.min(MOST_OPEN, OPEN_AT_FIRST + standing));
}

/** How many objections of somebody's may be unsettled at once, so that nobody can hold up everything. */
export function mostObjections(standing: number): number {
  return Math.max(1, Math.min(MOST_OBJECTIONS, Math.floor(standing / 5)));
}

/** Weight that is needed in a house with so many people of standing. */
export function neededSupport(electorate: number): number {
  return Math.max(LEAST_SUPPORT, Math.min(MOST_SUPPORT, Math.ceil(electorate / 4)));
}

interface Draw {
  /** Names the sentence and its language, so that suggesting again draws the same people. */
  sentence: string;
  personId: string;
  /** A keyed hash of a text, in base64url. */
  sign(text: string): string;
  electorate: number;
}

/** Whether somebody is asked about a sentence: nobody can choose who decides about theirs. In a small house all are asked. */
export function drawn({ sentence, personId, sign, electorate }: Draw): boolean {
  if (isSmall(electorate)) return true;
  const hash = Buffer.from(sign(`${sentence} ${personId}`), 'base64url');
  return hash.readUInt32BE(0) % DRAWN_SHARE === 0;
}

/** Whether a house has so few people of standing that all are asked about everything. */
export function isSmall(electorate: number): boolean {
  return electorate < DRAWN_FROM;
}

/** What somebody's list of what to judge goes by. */
export interface Listed extends Omit<Draw, 'electorate'> {
  /** It has the support it needs, and only time is missing. */
  reached: boolean;
}

/**
 * The place of a suggestion in somebody's list, smaller first: what only waits for its day, then all else, both in an order
 * drawn for each person. An order that votes decide would let those who vote for each other hide what they did.
 */
export function placeInList({ sentence, personId, sign, reached }: Listed): number {
  const hash = Buffer.from(sign(`order ${sentence} ${personId}`), 'base64url');
  return Number(!reached) + hash.readUInt32BE(0) / 2 ** 32;
}

/** Whether it has the support it needs. */
export function hasSupport(matter: Pick<Matter, 'giverDoubted' | 'ballots' | 'electorate'>): boolean {
  return !matter.giverDoubted && supportFor(matter) >= neededSupport(matter.electorate);
}

export interface Ballot {
  personId: string;
  vote: 'for' | 'against';
  weight: number;
  /** Asked about this sentence. */
  drawn: boolean;
  /** Gave or supported something that is in doubt. */
  doubted: boolean;
}

/** A suggestion as it stands. */
export interface Matter {
  state: CorrectionState;
  /** Milliseconds since 1970. */
  openedAt: number;
  acceptedAt: number | null;
  /** Accepted by its author or those who keep the rules: votes do not undo that, those who keep the rules do. */
  byWord: boolean;
  giverDoubted: boolean;
  ballots: readonly Ballot[];
  electorate: number;
}

/**
 * What votes make of a suggestion at a moment. Saying no is easy and saying yes takes time and several people who were
 * drawn, since a wrong sentence in force harms more than a right one that waits.
 */
export function byVotes(matter: Matter, now: number): CorrectionState {
  const objections = objectionsTo(matter);
  if (matter.state === 'accepted') return stillAccepted(matter, now) ? 'accepted' : 'held';
  if (matter.state !== 'open' && matter.state !== 'held') return matter.state;
  if (objections > 0) return 'held';
  return now - matter.openedAt >= WAIT_MS && hasSupport(matter) ? 'accepted' : 'open';
}

/** Whether what somebody gave or supported is in doubt because of this one. */
export function castsDoubt(matter: Pick<Matter, 'state' | 'ballots'>): boolean {
  return matter.state === 'held' && objectionsTo(matter) >= CASTS_DOUBT;
}

/** Weight for it that counts: of people who were drawn and are not in doubt themselves. */
export function supportFor({ ballots }: Pick<Matter, 'ballots'>): number {
  return ballots
    .filter(({ vote, drawn: asked, doubted }) => vote === 'for' && asked && !doubted)
    .reduce((sum, { weight }) => sum + weight, 0);
}

function stillAccepted(matter: Matter, now: number): boolean {
  if (matter.byWord) return true;
  const age = now - (matter.acceptedAt ?? 0);
  const enough = age < REVIEW_MS ? 1 : TAKES_BACK_LATER;
  return (
    objectionsTo(matter) < (age < STAYS_MS ? enough : Math.max(enough, neededSupport(matter.electorate)))
  );
}

function objectionsTo({ ballots }: Pick<Matter, 'ballots'>): number {
  return ballots.filter(({ vote, weight }) => vote === 'against' && weight > 0).length;
}
