import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { diffOf } from './diff.ts';

const told = (before: string, after: string) =>
  diffOf(before, after).map(({ kind, text }) => `${kind}:${text}`);

test('word by word, what was taken out before what was put in', () => {
  assert.deepEqual(told('I drank red date tea today.', 'I drank jujube tea today.'), [
    'same:I drank ',
    'old:red date',
    'new:jujube',
    'same: tea today.',
  ]);
  assert.deepEqual(told('我喝茶', '我喝枣茶'), ['same:我喝', 'new:枣', 'same:茶']);
  assert.deepEqual(told('', 'all new'), ['new:all new']);
  assert.deepEqual(told('same', 'same'), ['same:same']);
});

test('both texts can be read off it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (before, after) => {
      const pieces = diffOf(before, after);
      const without = (kind: string) =>
        pieces
          .filter((piece) => piece.kind !== kind)
          .map(({ text }) => text)
          .join('');
      assert.equal(without('new'), before);
      assert.equal(without('old'), after);
    }),
  );
});
