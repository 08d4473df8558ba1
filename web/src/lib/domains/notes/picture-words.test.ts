import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lineByLine } from './picture-words.ts';

const lines = [{ text: '营业时间 10:00-22:00' }, { text: 'OPEN' }];

test('each line has its own below it, and one that is the same in both languages stands once', () => {
  assert.deepEqual(lineByLine({ lines }, { text: 'Opening hours 10:00-22:00\nOPEN' }), [
    { text: '营业时间 10:00-22:00', translated: 'Opening hours 10:00-22:00' },
    { text: 'OPEN', translated: null },
  ]);
});

test('lines that were put together stand below the last one; without a version there are the lines', () => {
  assert.deepEqual(
    lineByLine({ lines }, { text: 'Open from ten to ten' }).map(({ translated }) => translated),
    [null, 'Open from ten to ten'],
  );
  assert.deepEqual(
    lineByLine({ lines }, null).map(({ translated }) => translated),
    [null, null],
  );
});
