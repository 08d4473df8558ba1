import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it, test } from 'node:test';
import { crc32 } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { deltaE } from '../../../testing/delta-e.ts';
import { avifTile, makeHeic, makeHeif } from '../../../testing/heic.ts';
import type { Cicp } from './boxes.ts';
import type { Pictures } from '../../../providers/pictures/pictures.ts';
import { openPictures } from './pictures.ts';

/** Colours of things (the ColorChecker's, which a print can show), and the edges of what sRGB can show. */
const PATCHES = [
  '735244',
  'c29682',
  '627a9d',
  '576c43',
  '8580b1',
  '67bdaa',
  'd67e2c',
  '505ba6',
  'c15a63',
  '5e3c6c',
  '9dbc40',
  'e0a32e',
  '383d96',
  '469449',
  'af363c',
  'e7c71f',
  'bb5695',
  '3c7e9f',
  'f3f3f2',
  'c8c8c8',
  'a0a0a0',
  '7a7a79',
  '555555',
  '343434',
  'f00000',
  '00d000',
  '0000f0',
  'f000f0',
  '00e0e0',
  'f0f000',
].map((hex) => [0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16)));

const [SIDE, COLUMNS, ROWS] = [128, 6, 5];
const SIZE = { width: SIDE * COLUMNS, height: SIDE * ROWS };
const RAW = { raw: { ...SIZE, channels: 3 as const } };
const SRGB_TO_P3 = [0.8224621, 0.177538, 0, 0.0331941, 0.9668058, 0, 0.0170827, 0.0723974, 0.9105199];

let folder: string;
let pictures: Pictures;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jujube-colours-'));
  pictures = openPictures({ folder: join(folder, 'work') });
});

after(async () => {
  await pictures.close();
  await rm(folder, { recursive: true });
});

describe('every way a file says its colours ends in the same sRGB (ΔE ≤ 3)', () => {
  const srgb = chart(PATCHES);
  const p3 = chart(PATCHES.map(inP3));
  const cases: Record<string, () => Promise<Buffer>> = {
    'JPEG in sRGB': () => sharp(srgb, RAW).jpeg({ quality: 95 }).toBuffer(),
    'JPEG in Display P3': () => sharp(srgb, RAW).withIccProfile('p3').jpeg({ quality: 95 }).toBuffer(),
    'PNG in Display P3': () => sharp(srgb, RAW).withIccProfile('p3').png().toBuffer(),
    'PNG of 16 bits in Display P3': () => deepPng((picture) => picture.withIccProfile('p3')),
    'PNG of 16 bits without a word': () => deepPng((picture) => picture),
    'PNG of 16 bits in Display P3 by numbers': async () =>
      cicp(await deepPng((picture) => picture, p3), 12, 13),
    'WebP in Display P3': () => sharp(srgb, RAW).withIccProfile('p3').webp({ quality: 95 }).toBuffer(),
    'AVIF in Display P3': () =>
      sharp(srgb, RAW).withIccProfile('p3').avif({ quality: 80, effort: 0 }).toBuffer(),
    'HEIC without a word': () => heic(srgb),
    'HEIC in Display P3 by its profile': async () => heic(p3, { icc: await p3Profile() }),
    'HEIC in Display P3 by numbers': () => heic(p3, { primaries: 12, transfer: 13 }),
    'AVIF in Display P3 by numbers': () => avif(p3, 8, { primaries: 12, transfer: 13 }),
    '10-bit AVIF in Display P3 by numbers': () => avif(p3, 10, { primaries: 12, transfer: 13 }),
    'PNG in Display P3 by numbers': async () => cicp(await sharp(p3, RAW).png().toBuffer(), 12, 13),
    'grey JPEG': () => sharp(srgb, RAW).greyscale().jpeg({ quality: 95 }).toBuffer(),
  };
  for (const [title, make] of Object.entries(cases)) {
    it(title, async () => {
      const file = await make();
      const expected = title === 'grey JPEG' ? await averages(file) : PATCHES;
      const shown = await processed(file);
      for (const [file, colours] of Object.entries(shown)) near(colours, expected, { file, most: 3 });
    });
  }

  it('and numbers taken as they are would have failed', async () => {
    const raw = PATCHES.map(inP3);
    const worst = Math.max(...raw.map((colour, i) => deltaE(colour, PATCHES[i]!)));
    assert.ok(worst > 4, `ΔE ${worst}`);
  });
});

test('HDR (PQ in Display P3) keeps things as bright as they are and brings lights down', async () => {
  const pq = chart(PATCHES.map((colour) => p3Light(colour).map((light) => 255 * pqSignal(light * 203))));
  const shown = await processed(await avif(pq, 10, { primaries: 12, transfer: 16 }));
  const dim = PATCHES.map((colour, i) => ({ colour, i })).filter(
    ({ colour }) => Math.max(...p3Light(colour)) < 0.5,
  );
  assert.ok(dim.length > 12);
  for (const colours of Object.values(shown)) {
    near(
      dim.map(({ i }) => colours[i]!),
      dim.map(({ colour }) => colour),
      { file: 'PQ', most: 3 },
    );
    const white = colours[18]!;
    assert.ok(
      white[0]! > 205 && white[0]! < 240,
      `paper white becomes ${white}, with room for lights above it`,
    );
  }
});

test('CMYK becomes sRGB', async () => {
  const cmyk = await sharp(chart(PATCHES), RAW).toColourspace('cmyk').jpeg({ quality: 95 }).toBuffer();
  assert.equal((await sharp(cmyk).metadata()).channels, 4);
  // Ink cannot show every colour of the chart; these it can.
  const printable = [0, 1, 3, 8, 18, 19, 20, 21];
  for (const [file, colours] of Object.entries(await processed(cmyk))) {
    near(
      printable.map((i) => colours[i]!),
      printable.map((i) => PATCHES[i]!),
      { file, most: 6 },
    );
  }
});

test('a gain map for bright screens is left behind, the picture stays as others see it', async () => {
  const withMap = await withGainMap(sharp(chart(PATCHES), RAW))
    .jpeg()
    .toBuffer();
  assert.ok((await sharp(withMap).metadata()).gainMap);
  const base = await averages(await sharp(withMap).png().toBuffer());
  for (const [file, colours] of Object.entries(await processed(withMap)))
    near(colours, base, { file, most: 3 });
});

test('ΔE agrees with the published pairs', () => {
  assert.equal(deltaE([10, 20, 30], [10, 20, 30]), 0);
  assert.ok(Math.abs(deltaE([255, 0, 0], [0, 0, 255]) - 52.88) < 0.05);
  assert.ok(Math.abs(deltaE([0, 0, 0], [255, 255, 255]) - 100) < 0.05);
});

/** Its types do not know this one yet. */
function withGainMap(picture: Sharp): Sharp {
  const make: unknown = Reflect.get(picture, 'withGainMap');
  assert.ok(typeof make === 'function');
  return make.call(picture);
}

/** The colours of each patch in the sanitised copy and in the widest rendition. */
async function processed(file: Buffer): Promise<Record<string, number[][]>> {
  const path = join(folder, 'chart');
  await writeFile(path, file);
  const { master, renditions, discard } = await pictures.processPicture({ path });
  const widest = renditions.findLast(({ role }) => role === 'note')!;
  assert.equal((await sharp(widest.path).metadata()).icc, undefined);
  const [kept, seen] = [await averages(master!.path), await averages(widest.path)];
  await discard();
  return { master: kept, rendition: seen };
}

async function averages(picture: Buffer | string): Promise<number[][]> {
  const { data, info } = await sharp(picture)
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const [cell, inner] = [info.width / COLUMNS, Math.floor(info.width / COLUMNS / 4)];
  return PATCHES.map((_, i) => {
    const [left, top] = [(i % COLUMNS) * cell + cell / 2, Math.floor(i / COLUMNS) * cell + cell / 2].map(
      Math.round,
    );
    const sums = [0, 0, 0];
    for (let y = top! - inner; y < top! + inner; y += 1) {
      for (let x = left! - inner; x < left! + inner; x += 1) {
        for (let c = 0; c < 3; c += 1) sums[c]! += data[(y * info.width + x) * 3 + c]!;
      }
    }
    return sums.map((sum) => sum / (4 * inner * inner));
  });
}

function near(shown: number[][], expected: number[][], { file, most }: { file: string; most: number }): void {
  shown.forEach((colour, i) => {
    const difference = deltaE(colour, expected[i]!);
    assert.ok(
      difference <= most,
      `${file}: patch ${i} is ${colour.map(Math.round)}, not ${expected[i]} (ΔE ${difference})`,
    );
  });
}

function chart(colours: number[][]): Buffer {
  const pixels = Buffer.alloc(SIZE.width * SIZE.height * 3);
  for (let y = 0; y < SIZE.height; y += 1) {
    for (let x = 0; x < SIZE.width; x += 1) {
      const colour = colours[Math.floor(y / SIDE) * COLUMNS + Math.floor(x / SIDE)]!;
      colour.forEach((value, c) => (pixels[(y * SIZE.width + x) * 3 + c] = Math.round(value)));
    }
  }
  return pixels;
}

function p3Light(colour: readonly number[]): number[] {
  const light = colour.map((value) =>
    value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4,
  );
  return [0, 3, 6].map((row) => light.reduce((sum, value, i) => sum + value * SRGB_TO_P3[row + i]!, 0));
}

function inP3(colour: readonly number[]): number[] {
  return p3Light(colour).map(
    (value) => 255 * (value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055),
  );
}

function pqSignal(nits: number): number {
  const power = (nits / 10_000) ** 0.1593017578125;
  return ((0.8359375 + 18.8515625 * power) / (1 + 18.6875 * power)) ** 78.84375;
}

async function heic(rgb: Buffer, colours?: { icc: Buffer } | Cicp): Promise<Buffer> {
  const rgba = await sharp(rgb, RAW).ensureAlpha().raw().toBuffer();
  return makeHeic({ rgba, ...SIZE, colours });
}

async function deepPng(label: (picture: Sharp) => Sharp, rgb = chart(PATCHES)): Promise<Buffer> {
  const file = await label(sharp(rgb, RAW).toColourspace('rgb16')).png().toBuffer();
  assert.equal((await sharp(file).metadata()).depth, 'ushort');
  return file;
}

async function p3Profile(): Promise<Buffer> {
  const file = await sharp(chart(PATCHES), RAW).withIccProfile('p3').png().toBuffer();
  return (await sharp(file).metadata()).icc!;
}

/** An AVIF that says in a box of its own what its numbers mean, as phones' cameras and raw developers write it. */
async function avif(rgb: Buffer, bitdepth: 8 | 10, colours: Cicp): Promise<Buffer> {
  const file = await sharp(rgb, RAW).avif({ quality: 90, effort: 0, bitdepth }).toBuffer();
  return makeHeif({ tile: avifTile(file, SIZE), colours });
}

function cicp(png: Buffer, primaries: number, transfer: number): Buffer {
  const body = Buffer.concat([Buffer.from('cICP', 'latin1'), Buffer.from([primaries, transfer, 0, 1])]);
  const chunk = Buffer.alloc(16);
  chunk.writeUInt32BE(4, 0);
  body.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(body), 12);
  return Buffer.concat([png.subarray(0, 33), chunk, png.subarray(33)]);
}
