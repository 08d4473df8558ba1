import type { Locale } from './locale-path.ts';
import { currentLocale } from './locale-source.ts';

/** How long there is to wait from now, given in seconds, rounded up: “in 30 seconds”, 5分钟后. */
export function formatWait(seconds: number, locale: Locale = currentLocale()): string {
  const [size, unit] = UNITS.find(([, , until]) => seconds <= until)!;
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'always' });
  return words.format(Math.max(1, Math.ceil(seconds / size)), unit);
}

const UNITS: [seconds: number, unit: Intl.RelativeTimeFormatUnit, until: number][] = [
  [1, 'second', 90],
  [60, 'minute', 5400],
  [3600, 'hour', Infinity],
];
