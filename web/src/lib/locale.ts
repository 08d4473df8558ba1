import type { Locale } from './locale-path.ts';
import { currentLocale, currentPrefix } from './locale-source.ts';

export { currentLocale } from './locale-source.ts';

/** An internal link that stays in the language prefix of the page it stands on: `localHref('/notes/1')`. */
export function localHref(path: string): string {
  const prefix = currentPrefix();
  if (!prefix) return path;
  return path === '/' ? prefix : prefix + path;
}

/** A count as people read it: exact under 10,000 (not grouped in Chinese), then 12K, 1.2万, 1.2萬. */
export function formatCount(count: number): string {
  // The same in all our languages, and most counts of most pages.
  if (Number.isInteger(count) && count >= 0 && count < 1000) return String(count);
  const locale = currentLocale();
  if (Math.abs(count) < 10_000) return exact(locale).format(count);
  const digits = !locale.startsWith('zh') && Math.abs(count) < 1_000_000 ? '0' : '1';
  return compact(locale, digits).format(count);
}

/** A whole or decimal number in full. */
export function formatNumber(value: number): string {
  return exact(currentLocale()).format(value);
}

/** A share between 0 and 1 as a percentage. */
export function formatPercent(share: number): string {
  return percent(currentLocale()).format(share);
}

/** An exact time; the zone is the reader's in the browser, and UTC on the server and in first renders. */
export function formatTime(time: number, timeZone?: string): string {
  return dateTime(currentLocale(), timeZone).format(time);
}

/** A day: “21 Nov 2026”, 2026年11月21日. */
export function formatDay(time: number, timeZone?: string): string {
  return day(currentLocale(), timeZone).format(time);
}

/** “a, b and c”, a、b和c. */
export function formatList(items: string[]): string {
  return list(currentLocale()).format(items);
}

/** The name of a language in the reader's own: 'zh-Hant' → Traditional Chinese, 繁體中文. */
export function languageName(tag: string): string {
  return names(currentLocale()).of(tag) ?? tag;
}

// Intl objects are dear to make and cheap to use: one of each kind per language.
const exact = kept((locale) => new Intl.NumberFormat(locale, { useGrouping: !locale.startsWith('zh') }));
const compact = kept(
  (locale, digits) =>
    new Intl.NumberFormat(locale, {
      notation: 'compact',
      maximumFractionDigits: Number(digits),
      roundingMode: 'trunc',
    }),
);
const percent = kept(
  (locale) => new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }),
);
const list = kept((locale) => new Intl.ListFormat(locale, { type: 'conjunction' }));
const names = kept((locale) => new Intl.DisplayNames(locale, { type: 'language' }));
const dateTime = kept(
  (locale, timeZone) =>
    new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone }),
);
const day = kept((locale, timeZone) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone }));

function kept<T>(make: (locale: Locale, extra?: string) => T): (locale: Locale, extra?: string) => T {
  const made = new Map<string, T>();
  return (locale, extra) => {
    const key = `${locale} ${extra ?? ''}`;
    let one = made.get(key);
    if (!one) made.set(key, (one = make(locale, extra)));
    return one;
  };
}
