import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hasChinese, inRuby } from './ruby.ts';

test('a piece of a text gets the readings that stand above it there', () => {
  const texts = [{ text: '😂我在银行 ok', readings: ['', 'wǒ', 'zài', 'yín', 'háng', '', '', ''] }];
  assert.deepEqual(inRuby('银行 ok', texts), [
    { text: '银', reading: 'yín' },
    { text: '行', reading: 'háng' },
    { text: ' ok' },
  ]);
  assert.equal(inRuby('别处', texts), null);
});

test('Japanese is not read as Chinese', () => {
  assert.deepEqual([hasChinese('你好'), hasChinese('東京です'), hasChinese('hello')], [true, false, false]);
});
