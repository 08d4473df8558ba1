import { currentLocale } from './locale-source.ts';
import type { Locale } from './locale-path.ts';
import * as m from './paraglide/messages.js';

/** How long ago (or in how long), both in ms since 1970: “3 min. ago”, 3分钟前. Components use `<Time at=…>`. */
export function formatAgo(time: number, now: number): string {
  const seconds = (time - now) / 1000;
  const size = Math.abs(seconds);
  if (size < 60) return m.ui_just_now();
  const [length, unit] = UNITS.find(([, , until]) => size < until)!;
  return wordsFor(currentLocale()).format(Math.trunc(seconds / length), unit);
}

const UNITS: [seconds: number, unit: Intl.RelativeTimeFormatUnit, until: number][] = [
  [60, 'minute', 3600],
  [3600, 'hour', 86_400],
  [86_400, 'day', 7 * 86_400],
  [7 * 86_400, 'week', 30 * 86_400],
  [30 * 86_400, 'month', 365 * 86_400],
  [365 * 86_400, 'year', Infinity],
];

const made = new Map<Locale, Intl.RelativeTimeFormat>();

function wordsFor(locale: Locale): Intl.RelativeTimeFormat {
  let words = made.get(locale);
  if (!words)
    made.set(locale, (words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' })));
  return words;
}
