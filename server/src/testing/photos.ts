/** Real pictures for tests, from packages that carry them; and what telephones make of such, HEIC among it. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { makeHeic } from './heic.ts';

const packages = createRequire(import.meta.url);

/** A photograph by a telephone, with its maker, the time and the place (GPS) in it. */
export const PHONE_JPEG = join(dirname(packages.resolve('exif-parser/package.json')), 'test/starfish.jpg');

/** A file of `@jimp/test-utils`, such as `panoramic.jpg` (10,000 pixels wide), `dice.png` or `animated.gif`. */
export function testImage(name: string): string {
  return join(dirname(packages.resolve('@jimp/test-utils/package.json')), 'images', name);
}

/** The Exif block of the telephone's photograph. */
export async function phoneExif(): Promise<Buffer> {
  const { exif } = await sharp(PHONE_JPEG).metadata();
  if (!exif) throw new Error('the photograph has lost its Exif');
  return exif;
}

/** The same photograph as an iPhone would write it: HEIC, lying on its side, in Display P3, with GPS. */
export async function phoneHeic(): Promise<Buffer> {
  const lying = sharp(PHONE_JPEG).rotate(90).resize(720, 1280).ensureAlpha();
  const { data, info } = await lying.raw().toBuffer({ resolveWithObject: true });
  const size = { width: info.width, height: info.height };
  const colours = { primaries: 12, transfer: 13 };
  return makeHeic({ rgba: data, ...size, turns: 1, colours, exif: await phoneExif() });
}

/** Pixels with the detail of a real photograph, of any size: what the file then weighs is what photographs weigh. */
export async function photograph(width: number, height: number): Promise<Buffer> {
  const band = Math.min(height, Math.round((width / 10_000) * 783));
  const strip = await sharp(testImage('panoramic.jpg'))
    .resize(width, band, { fit: 'cover' })
    .removeAlpha()
    .raw()
    .toBuffer();
  const strips = Array.from({ length: Math.ceil(height / band) }, () => strip);
  return Buffer.concat(strips).subarray(0, width * height * 3);
}
