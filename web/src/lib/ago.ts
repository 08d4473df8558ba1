import { currentLocale } from './locale-source.ts';
import type { Locale } from './locale-path.ts';
import * as m from './paraglide/messages.js';

/** How long ago (or in how long), both in ms since 1970: “3 min. ago”, 3分钟前. Components use `<Time at=…>`. */
export function formatAgo(time: number, now: number): string {
  const seconds = (time - now) / 1000;
  const size = Math.abs(seconds);
  if (size < 60) return m.ui_just_now();
  // Who waits for something counts days.
  if (seconds >= DAY && seconds < 60 * DAY)
    return wordsFor(currentLocale()).day.format(Math.round(seconds / DAY), 'day');
  const [length, unit] = UNITS.find(([, , until]) => size < until)!;
  const words = wordsFor(currentLocale());
  return (unit === 'day' ? words.day : words.other).format(Math.trunc(seconds / length), unit);
}

const DAY = 86_400;

const UNITS: [seconds: number, unit: Intl.RelativeTimeFormatUnit, until: number][] = [
  [60, 'minute', 3600],
  [3600, 'hour', DAY],
  [DAY, 'day', 7 * DAY],
  [7 * DAY, 'week', 30 * DAY],
  [30 * DAY, 'month', 365 * DAY],
  [365 * DAY, 'year', Infinity],
];

interface Words {
  /** Yesterday, 前天. */
  day: Intl.RelativeTimeFormat;
  /** “1 wk. ago”: the short words without a number would be “last wk.”, and wrong for eight days. */
  other: Intl.RelativeTimeFormat;
}

const made = new Map<Locale, Words>();

function wordsFor(locale: Locale): Words {
  let words = made.get(locale);
  if (!words) {
    const by = (numeric: 'auto' | 'always') =>
      new Intl.RelativeTimeFormat(locale, { numeric, style: 'short' });
    made.set(locale, (words = { day: by('auto'), other: by('always') }));
  }
  return words;
}
