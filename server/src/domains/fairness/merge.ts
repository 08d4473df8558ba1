import { LEAST_CELL, MERGED } from '@jujube/contract';

// No group and no note stands alone on a page with a figure from 1 to k − 1: what is small is put together, in one row of its
// dimension, or of its source and band. What was not shown at all stays: that is what the page is for.

export interface Band {
  band: string;
  notes: number;
  impressions: number;
}

/** A note as one source brought it to readers; at least k of them. */
export interface Cell {
  note: string;
  source: string;
  band: string;
  impressions: number;
}

/** Notes of one source and band that fewer than k saw, together. */
export interface Sum {
  source: string;
  band: string;
  notes: number;
  impressions: number;
}

/**
 * Merges bands with 1…k−1 impressions into one row, whole, their notes too. `labels` says under which name each band's notes
 * stand on the page.
 */
export function mergeBands(bands: readonly Band[]): { rows: Band[]; labels: Map<string, string> } {
  const small = bands.filter(({ impressions }) => impressions > 0 && impressions < LEAST_CELL);
  const merged = new Set(small.map(({ band }) => band));
  const labels = new Map(bands.map(({ band }) => [band, merged.has(band) ? MERGED : band]));
  const rows = bands.filter(({ band }) => !merged.has(band));
  if (small.length > 0) rows.push({ band: MERGED, ...totalOf(small) });
  return { rows, labels };
}

/** Puts what is small under the names that `mergeBands` gave its bands: else a merged band could be told from its parts. */
export function mergeSums(sums: readonly Sum[], labels: ReadonlyMap<string, string>): Sum[] {
  const named = sums.map((sum) => ({ ...sum, band: labels.get(sum.band) ?? sum.band }));
  const groups = Map.groupBy(named, ({ source, band }) => `${source} ${band}`);
  return [...groups.values()].map((group) => ({
    source: group[0]!.source,
    band: group[0]!.band,
    ...totalOf(group),
  }));
}

function totalOf(rows: readonly { notes: number; impressions: number }[]) {
  return {
    notes: rows.reduce((sum, { notes }) => sum + notes, 0),
    impressions: rows.reduce((sum, { impressions }) => sum + impressions, 0),
  };
}
