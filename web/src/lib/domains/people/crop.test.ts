import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cropOf, moved, wholeSquare, zoomed, zoomOf } from './crop.ts';

const wide = { width: 400, height: 200 };

test('a square begins in the middle and stays inside the picture', () => {
  const whole = wholeSquare(wide);
  assert.deepEqual(cropOf(whole, wide), { x: 0.25, y: 0, width: 0.5, height: 1 });
  assert.deepEqual(cropOf(moved(whole, wide, { x: 1000, y: 1000 }), wide), {
    x: 0.5,
    y: 0,
    width: 0.5,
    height: 1,
  });
  assert.deepEqual(cropOf(moved(whole, wide, { x: -1000, y: 0 }), wide), {
    x: 0,
    y: 0,
    width: 0.5,
    height: 1,
  });
});

test('looking closer keeps the middle; looking away again stays inside', () => {
  const close = zoomed(wholeSquare(wide), wide, 2);
  assert.equal(zoomOf(close, wide), 2);
  assert.deepEqual(cropOf(close, wide), { x: 0.375, y: 0.25, width: 0.25, height: 0.5 });
  const corner = moved(close, wide, { x: 1000, y: 1000 });
  assert.deepEqual(cropOf(zoomed(corner, wide, 1), wide), { x: 0.5, y: 0, width: 0.5, height: 1 });
});

test('no part is smaller than the API takes', () => {
  const panorama = { width: 4000, height: 400 };
  const { width } = cropOf(zoomed(wholeSquare(panorama), panorama, 100), panorama);
  assert.ok(width >= 0.05);
  assert.equal(zoomOf(zoomed(wholeSquare(wide), wide, 100), wide), 4);
});
