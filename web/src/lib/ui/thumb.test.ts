import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rgbaToThumbHash, thumbHashToRGBA } from 'thumbhash';
import { thumbUrl } from './thumb.ts';

/** A 40 × 60 picture: dark blue at the top to warm yellow at the bottom right. */
function picture(): Uint8Array {
  const rgba = new Uint8Array(40 * 60 * 4);
  for (let y = 0; y < 60; y += 1) {
    for (let x = 0; x < 40; x += 1) {
      rgba.set([(y * 3 + x) % 256, y * 3, 120 - y, 255], (y * 40 + x) * 4);
    }
  }
  return rgba;
}

test('the squares have the colours that the reference decoder gives there', () => {
  const hash = rgbaToThumbHash(40, 60, picture());
  const url = thumbUrl(Buffer.from(hash).toString('base64'));
  assert.ok(url.length < 250, `${url.length} characters`);
  const bmp = Buffer.from(url.replace('data:image/bmp;base64,', ''), 'base64');
  const reference = thumbHashToRGBA(hash);
  for (let row = 0; row < 5; row += 1) {
    for (let column = 0; column < 5; column += 1) {
      const at = 54 + row * 16 + column * 3;
      const x = Math.floor(((column + 0.5) / 5) * reference.w);
      const y = Math.floor(((row + 0.5) / 5) * reference.h);
      const [r, g, b] = reference.rgba.subarray((y * reference.w + x) * 4);
      const off = Math.max(Math.abs(bmp[at + 2]! - r!), Math.abs(bmp[at + 1]! - g!), Math.abs(bmp[at]! - b!));
      assert.ok(off < 16, `square ${column},${row} is off by ${off}`);
    }
  }
});

test('a broken hash is an empty picture, not an error', () => {
  assert.match(thumbUrl('AA=='), /^data:image\/gif/);
});
