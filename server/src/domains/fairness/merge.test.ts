import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { LEAST_CELL, MERGED } from '@jujube/contract';
import { mergeBands, mergeSums, type Band, type Sum } from './merge.ts';

const BANDS = ['0-9', '10-99', '100-999', '1000+'];

const bands: fc.Arbitrary<Band[]> = fc
  .array(fc.record({ notes: fc.nat(9), impressions: fc.oneof(fc.nat(25), fc.nat(900)) }), {
    minLength: 4,
    maxLength: 4,
  })
  .map((rows) => rows.map((row, index) => ({ ...row, band: BANDS[index]! })));

const sums: fc.Arbitrary<Sum[]> = fc.uniqueArray(
  fc.record({
    source: fc.constantFrom('fresh', 'near', 'graph'),
    band: fc.constantFrom(...BANDS),
    notes: fc.integer({ min: 1, max: 9 }),
    impressions: fc.integer({ min: 1, max: 90 }),
  }),
  { selector: ({ source, band }) => `${source} ${band}` },
);

const total = (rows: readonly Band[] | readonly Sum[], name: 'notes' | 'impressions') =>
  rows.reduce((sum, row) => sum + row[name], 0);

test('whatever a day was: no band stands alone with 1 to 19, and nothing is lost', () => {
  fc.assert(
    fc.property(bands, (all) => {
      const { rows } = mergeBands(all);
      for (const { band, impressions } of rows)
        assert.ok(
          band === MERGED || impressions === 0 || impressions >= LEAST_CELL,
          `${band} ${impressions}`,
        );
      for (const name of ['notes', 'impressions'] as const) assert.equal(total(rows, name), total(all, name));
    }),
  );
});

test('whatever a day was: a band that was merged cannot be told from its parts', () => {
  fc.assert(
    fc.property(bands, sums, (all, parts) => {
      const { labels } = mergeBands(all);
      const merged = mergeSums(parts, labels);
      const small = new Set([...labels].filter(([, label]) => label === MERGED).map(([band]) => band));
      assert.ok(merged.every(({ band }) => !small.has(band)));
      assert.equal(new Set(merged.map(({ source, band }) => `${source} ${band}`)).size, merged.length);
      for (const name of ['notes', 'impressions'] as const)
        assert.equal(total(merged, name), total(parts, name));
    }),
  );
});

test('a band that was not shown at all is told: that is what the page is for', () => {
  const { rows } = mergeBands([
    { band: '0-9', notes: 40, impressions: 0 },
    { band: '10-99', notes: 4, impressions: 7 },
    { band: '100-999', notes: 3, impressions: 9 },
    { band: '1000+', notes: 2, impressions: 900 },
  ]);
  assert.deepEqual(rows, [
    { band: '0-9', notes: 40, impressions: 0 },
    { band: '1000+', notes: 2, impressions: 900 },
    { band: MERGED, notes: 7, impressions: 16 },
  ]);
});
