import { createEmptyCard, fsrs, type Card, type Grade } from 'ts-fsrs';

/** Words reviewed in a day, unless the person wants more. */
export const DAILY = 5;
export const MOST_WORDS = 5_000;
/** What was taken off can be brought back for so long. */
export const KEPT_DAYS = 30;
export const LONGEST_WORD = 60;
export const LONGEST_SENTENCE = 400;
export const LONGEST_MEANING = 300;

/** What is remembered of how well somebody knows a word. */
export interface Memory {
  due: Date;
  stability: number;
  difficulty: number;
  reviews: number;
  lapses: number;
  stage: number;
  reviewed_at: Date | null;
}

/** A word a day at most, so nothing is asked for twice on one day; the same answers give the same days. */
const SCHEDULER = fsrs({ enable_short_term: false, enable_fuzz: false });

/** How a word is remembered after an answer (1: not at all … 4: at once). @source FSRS (ts-fsrs) */
export function reviewed(memory: Memory, rating: Grade, now: Date): Memory {
  const { card } = SCHEDULER.next(cardOf(memory, now), now, rating);
  return {
    due: card.due,
    stability: card.stability,
    difficulty: card.difficulty,
    reviews: memory.reviews + 1,
    lapses: card.lapses,
    stage: card.state,
    reviewed_at: now,
  };
}

/** After how many days it comes again, for each answer. */
export function daysAhead(memory: Memory, now: Date): number[] {
  const day = 24 * 3600_000;
  return ([1, 2, 3, 4] as const).map((rating) =>
    Math.max(1, Math.round((reviewed(memory, rating, now).due.getTime() - now.getTime()) / day)),
  );
}

function cardOf(memory: Memory, now: Date): Card {
  const empty = createEmptyCard(now);
  if (memory.reviewed_at === null) return empty;
  const day = 24 * 3600_000;
  return {
    ...empty,
    due: memory.due,
    stability: memory.stability,
    difficulty: memory.difficulty,
    reps: memory.reviews,
    lapses: memory.lapses,
    state: memory.stage,
    last_review: memory.reviewed_at,
    scheduled_days: Math.round((memory.due.getTime() - memory.reviewed_at.getTime()) / day),
  };
}

/** Whether this machine knows a time zone by that name. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** The day it is somewhere, as 2026-11-22. */
export function dayIn(timeZone: string, time: Date): string {
  // Swedes write dates as ISO 8601 does.
  return new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short' }).format(time);
}

/** When the day ends somewhere: the first moment of which the day is another one. To the minute, which zones keep to. */
export function endOfDay(timeZone: string, time: Date): Date {
  const today = dayIn(timeZone, time);
  const minute = 60_000;
  let [before, after] = [Math.floor(time.getTime() / minute), Math.floor(time.getTime() / minute) + 27 * 60];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (dayIn(timeZone, new Date(middle * minute)) === today) before = middle;
    else after = middle;
  }
  return new Date(after * minute);
}
