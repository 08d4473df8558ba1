import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { LEAST_CELL, MERGED } from '@jujube/contract';
import { mergeBands, mergeCells, type Band, type Cell, type Sum } from './merge.ts';

const BANDS = ['0-9', '10-99', '100-999', '1000+'];
const SOURCES = ['fresh', 'near', 'graph', 'guarantee'];

/** A day: what each source showed of each note. */
const day = fc.uniqueArray(
  fc.record({
    note: fc.integer({ min: 1, max: 40 }).map(String),
    source: fc.constantFrom(...SOURCES),
    impressions: fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 20, max: 900 })),
  }),
  { selector: ({ note, source }) => `${note} ${source}`, maxLength: 80 },
);

const bandOf = (note: string) => BANDS[Number(note) % BANDS.length]!;
const sum = (rows: readonly { impressions: number }[]) =>
  rows.reduce((all, { impressions }) => all + impressions, 0);

/** What the database hands over of a day. */
function shownOf(rows: readonly Omit<Cell, 'band'>[]): { bands: Band[]; cells: Cell[]; sums: Sum[] } {
  const all = rows.map((row) => ({ ...row, band: bandOf(row.note) }));
  const bands = BANDS.map((band) => ({
    band,
    notes: 3,
    impressions: sum(all.filter((row) => row.band === band)),
  }));
  const small = all.filter(({ impressions }) => impressions < LEAST_CELL);
  const groups = [...Map.groupBy(small, ({ source, band }) => `${source} ${band}`).values()];
  return {
    bands,
    cells: [
      ...all.filter(({ impressions }) => impressions >= LEAST_CELL),
      ...groups.filter((group) => sum(group) < LEAST_CELL).flat(),
    ],
    sums: groups
      .filter((group) => sum(group) >= LEAST_CELL)
      .map((group) => ({
        source: group[0]!.source,
        band: group[0]!.band,
        notes: group.length,
        impressions: sum(group),
      })),
  };
}

test('whatever a day was: nothing from 1 to 19 is told, nothing is lost, and no difference of two figures tells more', () => {
  fc.assert(
    fc.property(day, (rows) => {
      fc.pre(sum(rows) === 0 || sum(rows) >= LEAST_CELL);
      const { bands, cells, sums } = shownOf(rows);
      const { rows: told, labels } = mergeBands(bands);
      const { notes, merged } = mergeCells({ cells, sums }, labels);
      const parts = [...notes, ...merged];
      for (const { impressions } of [...told, ...parts])
        assert.ok(impressions === 0 || impressions >= LEAST_CELL, `${impressions}`);
      assert.equal(sum(told), sum(rows));
      assert.equal(
        told.reduce((all, band) => all + band.notes, 0),
        12,
      );
      for (const { band, impressions } of told)
        assert.equal(sum(parts.filter((part) => part.band === band)), impressions, `the parts of ${band}`);
      assert.equal(sum(parts), sum(rows));
    }),
    { numRuns: 500 },
  );
});

test('a band that was not shown at all is told: that is what the page is for', () => {
  const { rows } = mergeBands([
    { band: '0-9', notes: 40, impressions: 0 },
    { band: '10-99', notes: 2, impressions: 900 },
  ]);
  assert.deepEqual(rows[0], { band: '0-9', notes: 40, impressions: 0 });
});

test('one small band takes the smallest of the others along, else it could be found by subtraction', () => {
  const { rows } = mergeBands([
    { band: '0-9', notes: 4, impressions: 7 },
    { band: '10-99', notes: 2, impressions: 50 },
    { band: '100-999', notes: 1, impressions: 30 },
  ]);
  assert.deepEqual(rows, [
    { band: '10-99', notes: 2, impressions: 50 },
    { band: MERGED, notes: 5, impressions: 37 },
  ]);
});
