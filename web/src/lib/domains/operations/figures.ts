import { currentLocale } from '#lib/locale.ts';

/** Sizes as people read them, in powers of 1000: 1.4 GB. */
export function formatBytes(bytes: number): string {
  const step = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(bytes, 1)) / 3)));
  const style = {
    style: 'unit',
    unit: UNITS[step]!,
    unitDisplay: 'short',
    maximumFractionDigits: 1,
  } as const;
  return new Intl.NumberFormat(currentLocale(), style).format(bytes / 1000 ** step);
}

/** A day of a chart, as YYYY-MM-DD: 21 Nov, 11月21日. */
export function formatChartDay(day: string): string {
  const options = { day: 'numeric', month: 'short', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(currentLocale(), options).format(Date.parse(day));
}

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'];
