import type { Quality, Shown } from '@jujube/ranker';
import { HOUSE_WEIGHTS } from '../reach/in-force.ts';
import { COUNTS, type Notes } from './notes.ts';

/** What is counted of a note, by its column. */
export const COUNTED = { impression: 0, like: 1, save: 2, comment: 3, read: 4 } as const;
/** What only the graph hears of. */
export const SHARED = 5;

const { like, save, comment, open, guessedImpressions } = HOUSE_WEIGHTS;
/** What one of each is worth, in likes. An open that nobody stayed with says something of the cover, not of the note. */
const WORTH = [0, like, save, comment, open] as const;
/** Notes that were there before the feed remembered anything are taken to be shown so often, half of it after so many hours. */
const GUESSED_HALF_TIME = 3;

/** What a note was liked, saved and spoken of before it came into the log. */
export interface History {
  likes: number;
  saves: number;
  comments: number;
  /** How old it was. */
  hours: number;
}

interface Known {
  notes: Notes;
  quality: Quality;
}

/** One more of these for a note, or (`by` −1) one that is taken back. */
export function count(
  { notes, quality }: Known,
  note: number,
  { what, by }: { what: number; by: 1 | -1 },
): void {
  notes.own[note] = 1;
  notes.counts[note * COUNTS + what]! += by;
  const { topic, language } = groupOf(notes, note);
  quality.learn({ topic, language, impressions: what === 0 ? by : 0, engagement: by * WORTH[what]! });
}

/** What others made of a note that is older than the log, as if it had been seen there as often as its age lets guess. */
export function countHistory(
  { notes, quality }: Known,
  note: number,
  { likes, saves, comments, hours }: History,
): void {
  const impressions = Math.round(guessedImpressions * (1 - 2 ** (-hours / GUESSED_HALF_TIME)));
  const counts = notes.counts.subarray(note * COUNTS, (note + 1) * COUNTS);
  const before = Array.from(counts);
  counts.set([impressions, likes, saves, comments, 0]);
  const engagement = counts.reduce((sum, value, at) => sum + WORTH[at]! * (value - before[at]!), 0);
  quality.learn({ ...groupOf(notes, note), impressions: impressions - before[0]!, engagement });
}

/** What is known of a note's quality, for `Quality`. */
export function shownOf(notes: Notes, note: number): Shown {
  const from = note * COUNTS;
  let engagement = 0;
  for (let at = 1; at < COUNTS; at += 1) engagement += WORTH[at]! * notes.counts[from + at]!;
  return { ...groupOf(notes, note), impressions: notes.counts[from]!, engagement };
}

/** The figures a candidate is ranked by. */
export function countersOf(notes: Notes, note: number) {
  const from = note * COUNTS;
  const of = (what: keyof typeof COUNTED) => notes.counts[from + COUNTED[what]]!;
  return {
    impressions: of('impression'),
    likes: of('like'),
    saves: of('save'),
    comments: of('comment'),
    opens: of('read'),
  };
}

/** Beliefs are held within a note's first topic, or its channel where it has none, and its language. */
function groupOf(notes: Notes, note: number) {
  return { topic: notes.subjectOf(note), language: notes.languageOf(note) };
}
