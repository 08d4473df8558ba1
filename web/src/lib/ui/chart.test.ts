import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chartTop } from './chart.ts';

test('a chart ends at a round number that nothing rises above', () => {
  assert.deepEqual(
    [0, 1, 4, 5, 9, 10, 11, 38, 41, 99, 100, 101].map(chartTop),
    [4, 4, 4, 5, 10, 10, 20, 40, 50, 100, 100, 200],
  );
});
