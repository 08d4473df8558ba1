import { LEAST_CELL, MERGED } from '@jujube/contract';

// No figure from 1 to k − 1 stands alone on a page: what is small is put together until it is not. Nothing can be found out by
// taking one figure from another either, for the parts are merged within what the whole was merged into.

export interface Band {
  band: string;
  notes: number;
  impressions: number;
}

/** A note as one source brought it to readers. */
export interface Cell {
  note: string;
  source: string;
  band: string;
  impressions: number;
}

/** Several notes of one source (or of several: `*`) and band (`*`: of several). */
export interface Sum {
  source: string;
  band: string;
  notes: number;
  impressions: number;
}

/**
 * Merges bands with 1…k−1 impressions into one row, whole, their notes too; with the smallest of the others, if together they
 * have not k. Bands that were not shown at all stay: that is what the page is for. The sum of all must be 0 or at least k.
 */
export function mergeBands(bands: readonly Band[]): { rows: Band[]; labels: Map<string, string> } {
  const small = bands.filter(({ impressions }) => impressions > 0 && impressions < LEAST_CELL);
  if (small.length === 0) return { rows: [...bands], labels: labelsOf(bands, new Set()) };
  const others = bands.filter(({ impressions }) => impressions >= LEAST_CELL);
  if (sumOf(small) < LEAST_CELL) small.push(smallest(others, ({ band }) => band));
  const merged = new Set(small.map(({ band }) => band));
  const notes = small.reduce((sum, band) => sum + band.notes, 0);
  const rows = bands.filter(({ band }) => !merged.has(band));
  return {
    rows: [...rows, { band: MERGED, notes, impressions: sumOf(small) }],
    labels: labelsOf(bands, merged),
  };
}

/** What a day's readers saw, as the database has it. */
export interface Shown {
  /** Cells of at least k, and those of a source and band that have not k together. */
  cells: readonly Cell[];
  /** What is small, by source and band, where that comes to at least k. */
  sums: readonly Sum[];
}

/**
 * Merges cells under k: within their source and band; where that is too little, within their band; and if that is still too
 * little, with the smallest row of the same band. `labels` says into what `mergeBands` put each band.
 */
export function mergeCells(
  { cells, sums }: Shown,
  labels: ReadonlyMap<string, string>,
): { notes: Cell[]; merged: Sum[] } {
  const notes: Cell[] = [];
  const merged: Sum[] = [];
  for (const label of new Set(labels.values())) {
    const own = <Row extends { band: string }>(rows: readonly Row[]) =>
      rows.filter(({ band }) => labels.get(band) === label).map((row) => ({ ...row, band: label }));
    const pooled = pool({ cells: own(cells), sums: own(sums) }, label);
    notes.push(...pooled.notes);
    merged.push(...pooled.merged);
  }
  return { notes, merged };
}

function pool({ cells, sums }: Shown, band: string): { notes: Cell[]; merged: Sum[] } {
  let notes = cells.filter(({ impressions }) => impressions >= LEAST_CELL);
  let merged = [...sums];
  const poor: (Cell | Sum)[] = cells.filter(({ impressions }) => impressions < LEAST_CELL);
  if (poor.length === 0) return { notes, merged };
  if (sumOf(poor) < LEAST_CELL) {
    const joined = smallest<Cell | Sum>([...notes, ...merged], (row) =>
      'note' in row ? row.note : row.source,
    );
    poor.push(joined);
    notes = notes.filter((cell) => cell !== joined);
    merged = merged.filter((sum) => sum !== joined);
  }
  const named = new Set(poor.flatMap((row) => ('note' in row ? [row.note] : [])));
  const unnamed = poor.reduce((sum, row) => sum + ('notes' in row ? row.notes : 0), 0);
  merged.push({ source: MERGED, band, notes: named.size + unnamed, impressions: sumOf(poor) });
  return { notes, merged };
}

function smallest<Row extends { impressions: number }>(
  rows: readonly Row[],
  name: (row: Row) => string,
): Row {
  const [first] = rows.toSorted((a, b) => a.impressions - b.impressions || (name(a) < name(b) ? -1 : 1));
  if (!first) throw new Error('Fewer impressions than may be told were to be told');
  return first;
}

function sumOf(rows: readonly { impressions: number }[]): number {
  return rows.reduce((sum, { impressions }) => sum + impressions, 0);
}

function labelsOf(bands: readonly Band[], merged: ReadonlySet<string>): Map<string, string> {
  return new Map(bands.map(({ band }) => [band, merged.has(band) ? MERGED : band]));
}
