import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inPairs, isInOther } from './pairs.ts';

const link = { start: 5, end: 8, kind: 'link' as const, id: 'https://a.b' };

test('sentence under sentence, each with its own links', () => {
  const pairs = inPairs(
    { text: '好吃😭 看a.b。', facets: [link] },
    { text: 'Tasty😭 See a.b.', facets: [{ ...link, start: 11, end: 14 }] },
    [
      [4, 7],
      [5, 8],
    ],
  );
  assert.deepEqual(
    pairs?.map(({ from, to }) => [from.text, to.text]),
    [
      ['好吃😭', 'Tasty😭'],
      ['看a.b。', 'See a.b.'],
    ],
  );
  assert.deepEqual(pairs?.[1]?.from.facets, [{ ...link, start: 1, end: 4 }]);
  assert.deepEqual(pairs?.[1]?.to.facets, [{ ...link, start: 4, end: 7 }]);
});

test('what does not fit the texts is not cut', () => {
  const words = { text: 'One. Two.', facets: [] };
  assert.equal(inPairs(words, words, undefined), null);
  assert.equal(inPairs(words, words, [[9, 9]]), null);
  assert.equal(
    inPairs(words, words, [
      [5, 5],
      [5, 4],
    ]),
    null,
  );
});

test('a sentence that needs no translation is in the other language, unless it has no words', () => {
  assert.equal(isInOther('You should try the spicy one!'), true);
  for (const none of ['#成都 @Mei', '😍 10:00', 'https://jujube.example/n/1'])
    assert.equal(isInOther(none), false, none);
});
