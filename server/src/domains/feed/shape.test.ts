import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import { packShape, SHAPE_BYTES, unpackShape, type Placed } from './shape.ts';

const placed: Placed = {
  source: 'graph',
  because: 3,
  reading: 'foreign',
  followed: true,
  guaranteed: true,
  likeness: -0.25,
  wish: 0.5,
  relation: 1,
  quality: 2.5,
  ageHours: 47.5,
  propensity: 0.125,
  terms: ['relation', 'quality'],
};

test('a shape is read as it was written, to the precision of its bytes, and again the same', () => {
  const bytes = new Uint8Array(SHAPE_BYTES * 3);
  packShape(placed, bytes, 1);
  const read = unpackShape(bytes, 1);
  for (const name of ['source', 'because', 'reading', 'followed', 'guaranteed', 'terms'] as const)
    assert.deepEqual(read[name], placed[name]);
  for (const name of ['likeness', 'wish', 'relation', 'propensity'] as const)
    assert.ok(Math.abs(read[name] - placed[name]) < 0.005, name);
  assert.ok(Math.abs(Math.log2(read.quality / placed.quality)) < 0.003);
  assert.ok(Math.abs(read.ageHours / placed.ageHours - 1) < 0.001);
  const again = new Uint8Array(SHAPE_BYTES * 3);
  packShape(read, again, 1);
  assert.deepEqual(again, bytes);
});

test('what lies outside of the range is held at its end, and neighbours are left alone', () => {
  const bytes = new Uint8Array(SHAPE_BYTES * 3).fill(7);
  const wild = { likeness: 9, wish: -9, relation: -1, quality: 0, ageHours: 1e30, propensity: 2 };
  packShape({ ...placed, ...wild, because: null }, bytes, 1);
  const read = unpackShape(bytes, 1);
  assert.deepEqual([read.likeness, read.wish, read.relation, read.because], [1, -1, 0, null]);
  assert.ok(read.quality > 0 && Number.isFinite(read.ageHours) && read.propensity === 1);
  assert.ok(bytes.subarray(0, SHAPE_BYTES).every((byte) => byte === 7));
  assert.ok(bytes.subarray(SHAPE_BYTES * 2).every((byte) => byte === 7));
});
