import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firstGrapheme, graphemes } from './text.ts';

test('characters are counted as people see them', () => {
  assert.equal(graphemes(''), 0);
  assert.equal(graphemes('枣安'), 2);
  assert.equal(graphemes('e\u0301'), 1);
  assert.equal(graphemes('👨‍👩‍👧🇹🇼'), 2);
  assert.equal(firstGrapheme('  👩‍🍳 Ann'), '👩‍🍳');
  assert.equal(firstGrapheme('半糖阿梨'), '半');
  assert.equal(firstGrapheme('A'), 'A');
  assert.equal(firstGrapheme('e\u0301a'), 'e\u0301');
  assert.equal(firstGrapheme(''), '');
});
