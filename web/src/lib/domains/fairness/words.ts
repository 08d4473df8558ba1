import type { Dimension } from '@jujube/contract';
import { currentLocale, formatNumber, languageName } from '#lib/locale.ts';
import * as m from '#lib/paraglide/messages.js';

/** What a day's page calls a group that is not stated. */
const NONE = 'none';

/** A group of notes as readers call it; `channels` are the names of channels by slug. */
export function bandName(dimension: Dimension, band: string, channels: Record<string, string>): string {
  if (band === NONE) return m.fairness_band_none();
  if (dimension === 'followers') return followersName(band);
  if (dimension === 'age') return AGES[band]?.() ?? band;
  if (dimension === 'language') return languageName(band);
  if (dimension === 'region')
    return new Intl.DisplayNames(currentLocale(), { type: 'region', fallback: 'code' }).of(band) ?? band;
  return channels[band] ?? band;
}

function followersName(band: string): string {
  const [from, to] = band.split(/[-+]/).map(Number) as [number, number];
  const shown = formatNumber(from);
  return band.endsWith('+')
    ? m.fairness_band_followers_more({ from: shown })
    : m.fairness_band_followers({ from: shown, to: formatNumber(to) });
}

const AGES: Record<string, () => string> = {
  '0-2d': () => m.fairness_band_age_0(),
  '3-29d': () => m.fairness_band_age_3(),
  '30-364d': () => m.fairness_band_age_30(),
  '365d+': () => m.fairness_band_age_365(),
};

/** What brought a note to somebody, in an author's words. */
export function sourceName(source: string): string {
  return SOURCES[source]?.() ?? source;
}

const SOURCES: Record<string, () => string> = {
  fresh: () => m.fairness_source_fresh(),
  near: () => m.fairness_source_near(),
  graph: () => m.fairness_source_graph(),
  topic: () => m.fairness_source_topic(),
  following: () => m.fairness_source_following(),
  nearby: () => m.fairness_source_nearby(),
  guarantee: () => m.fairness_source_guarantee(),
  best: () => m.fairness_source_best(),
  channel: () => m.fairness_source_channel(),
  time: () => m.fairness_source_time(),
};

/** A figure as the ledger prints it: the same digits that anybody gets who computes it. */
export function printed(figure: string | null, unit = ''): string {
  return figure === null ? '–' : `${figure}${unit}`;
}

/** Few enough that a number would tell too much: `1-19`. */
export function readersName(figure: string | null, k: number): string {
  if (figure === null) return m.fairness_none_yet();
  return figure.includes('-') ? m.fairness_few({ k }) : formatNumber(Number(figure));
}

/** A day of the ledger: 21 Nov, 11月21日. */
export function dayName(day: string): string {
  const options = { day: 'numeric', month: 'short', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(currentLocale(), options).format(Date.parse(day));
}
