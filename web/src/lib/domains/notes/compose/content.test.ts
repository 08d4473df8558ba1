import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contentOf, emptyContent, faceOf, firstWords, isEmpty, requestOf } from './content.ts';

const EMPTY = emptyContent('paper');

test('a draft is known by its first words, wherever they stand', () => {
  assert.equal(firstWords({ ...EMPTY, title: ' A title ', body: 'A body' }), 'A title');
  assert.equal(firstWords({ ...EMPTY, body: '\n第一行\n第二行' }), '第一行');
  assert.equal(
    firstWords({ ...EMPTY, second: { language: 'en', title: '', body: 'Only here' } }),
    'Only here',
  );
  assert.equal(firstWords({ ...EMPTY, place: '成都' }), '成都');
  assert.equal(firstWords({ ...EMPTY, point: '30.66, 104.06' }), '');
});

test('what another version of the product saved is taken as far as it fits, and nothing is a draft', () => {
  const old = contentOf({ title: 'Kept', point: 5, declarations: 'ai', unknown: true }, EMPTY);
  assert.deepEqual(old, { ...EMPTY, title: 'Kept' });
  assert.ok(isEmpty(EMPTY));
  assert.ok(isEmpty({ ...EMPTY, title: ' ', channel: 'food' }));
  assert.ok(!isEmpty({ ...EMPTY, point: '30.66' }), 'what somebody typed is not thrown away');
});

test('a place goes out with its point, a point alone does not', () => {
  const placed = requestOf({ ...EMPTY, place: ' 成都 ', point: '30.66, 104.06' });
  assert.deepEqual(placed.place, { name: '成都', point: { latitude: 30.66, longitude: 104.06 } });
  assert.deepEqual(requestOf({ ...EMPTY, place: '成都', point: 'somewhere' }).place, { name: '成都' });
  assert.equal(requestOf({ ...EMPTY, point: '30.66, 104.06' }).place, null);
});

test('a card is laid out as it is drawn: lines and one empty one are kept, blanks are one', () => {
  const pasted = ' 春眠不觉晓 \r\n处处闻\t\t啼鸟\n \n\n\n夜来风雨声\n';
  const drawn = '春眠不觉晓\n处处闻 啼鸟\n\n夜来风雨声';
  assert.equal(faceOf({ title: pasted, body: 'not on it' }), drawn);
  assert.equal(faceOf({ title: ' ', body: pasted }), drawn);
});
