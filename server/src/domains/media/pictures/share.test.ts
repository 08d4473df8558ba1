import assert from 'node:assert/strict';
import { test } from 'node:test';
import sharp from 'sharp';
import { composeShare } from './share.ts';
import type { Pixels } from './tiff.ts';

/** A red picture with a blue frame, which whoever cuts something off would lose. */
async function framed(width: number, height: number, channels: 3 | 4 = 3): Promise<Pixels> {
  const frame = Math.round(Math.min(width, height) / 10);
  const red = { create: { width, height, channels, background: '#d00000' } };
  const { data, info } = await sharp(red)
    .extract({ left: 0, top: 0, width: width - 2 * frame, height: height - 2 * frame })
    .extend({ top: frame, bottom: frame, left: frame, right: frame, background: '#0000d0' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels, bits: 8 };
}

async function columns(
  pixels: Pixels,
): Promise<{ width: number; height: number; at: (x: number) => string }> {
  const jpeg = await (await composeShare(pixels)).toBuffer();
  const { data, info } = await sharp(jpeg).raw().toBuffer({ resolveWithObject: true });
  const at = (x: number) => {
    const from = (Math.round(info.height / 2) * info.width + x) * info.channels;
    const [red, green, blue] = [data[from]!, data[from + 1]!, data[from + 2]!];
    if (red > 2 * blue && red > 150) return 'red';
    return blue > 2 * red && blue > 150 ? 'blue' : `mixed ${red} ${green} ${blue}`;
  };
  return { width: info.width, height: info.height, at };
}

test('a preview is 1200 × 630 whatever the picture, and shows an upright one whole in the middle', async () => {
  for (const [width, height] of [
    [900, 1200],
    [30, 40],
    [1200, 1200],
  ] as const) {
    const preview = await columns(await framed(width, height));
    assert.deepEqual([preview.width, preview.height], [1200, 630]);
    const shown = (630 * width) / height;
    assert.equal(preview.at(600), 'red');
    assert.equal(
      preview.at(Math.round(600 - shown / 2 + shown / 20)),
      'blue',
      `left edge of ${width}×${height}`,
    );
    assert.equal(
      preview.at(Math.round(600 + shown / 2 - shown / 20)),
      'blue',
      `right edge of ${width}×${height}`,
    );
  }
});

test('a wide picture fills its preview; one that is see-through or a thin strip has one too', async () => {
  const wide = await columns(await framed(1900, 1000));
  assert.equal(wide.at(600), 'red');
  assert.equal(wide.at(20), 'blue');
  for (const pixels of [await framed(600, 600, 4), await framed(40, 4000), await framed(4000, 40)]) {
    const { width, height } = await columns(pixels);
    assert.deepEqual([width, height], [1200, 630]);
  }
});
