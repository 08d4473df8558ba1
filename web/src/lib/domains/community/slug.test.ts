import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isSlug, slugOf } from './slug.ts';

test('an address is made from the letters of a name', () => {
  assert.equal(slugOf('Tea & Cake'), 'tea-cake');
  assert.equal(slugOf('  24 hours Café '), 'hours-cafe');
  assert.equal(slugOf('初来乍到'), '');
  assert.equal(slugOf(`${'long '.repeat(12)}name`).length <= 31, true);
});

test('an address that was made is one that can be had', () => {
  for (const name of ['Tea & Cake', 'Tea', 'a1', `${'ab-'.repeat(20)}`])
    assert.ok(isSlug(slugOf(name)), name);
  for (const wrong of ['', 'a', '1a', 'Tea', 'a b', 'a'.repeat(32)]) assert.ok(!isSlug(wrong), wrong);
});
