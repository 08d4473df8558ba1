import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { avifTile, makeHeic, makeHeif } from '../../../testing/heic.ts';
import { PHONE_JPEG, phoneHeic, testImage } from '../../../testing/photos.ts';
import { LIMITS } from './measures.ts';
import type { Pictures } from '../../../providers/pictures/pictures.ts';
import { openPictures } from './pictures.ts';
import { PictureRefusal, type RefusalCode } from './refusal.ts';

let folder: string;
let pictures: Pictures;
const troubles: string[] = [];

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jujube-refusals-'));
  await mkdir(join(folder, 'work'));
  pictures = openPictures({ folder: join(folder, 'work'), onTrouble: (trouble) => troubles.push(trouble) });
});

after(async () => {
  await pictures.close();
  await rm(folder, { recursive: true });
});

describe('a picture that is none, or too much, is refused by a code that says why', () => {
  const red = { width: 64, height: 64, channels: 3 as const, background: 'red' };
  const cases: Record<string, [RefusalCode, () => Promise<Buffer>]> = {
    'nothing at all': ['media.damaged', async () => Buffer.alloc(0)],
    zeros: ['media.unsupported', async () => Buffer.alloc(5000)],
    words: ['media.unsupported', async () => Buffer.from('Dear Jujube, here is my picture.')],
    SVG: [
      'media.unsupported',
      async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'),
    ],
    'SVG with a prologue': [
      'media.unsupported',
      async () =>
        Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
    ],
    SVGZ: [
      'media.unsupported',
      async () => deflateSync(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')),
    ],
    HTML: ['media.unsupported', async () => Buffer.from('<!doctype html><script>alert(1)</script>')],
    PDF: ['media.unsupported', async () => Buffer.from('%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF')],
    TIFF: ['media.unsupported', () => readFile(testImage('rgb.tiff'))],
    BMP: ['media.unsupported', () => readFile(testImage('windows95.bmp'))],
    'a film': [
      'media.unsupported',
      async () =>
        Buffer.concat([Buffer.from('\0\0\0\x18ftypisom\0\0\0\0isommp42', 'latin1'), Buffer.alloc(500)]),
    ],
    'HTML that begins like a GIF': [
      'media.damaged',
      async () => Buffer.from('GIF89a/*<script>alert(1)</script>*/=1;'),
    ],
    'a script that begins like a JPEG': [
      'media.damaged',
      async () => Buffer.from('\xff\xd8\xff\xe0/*alert(1)*/', 'latin1'),
    ],
    'TIFF in the clothes of AVIF': [
      'media.unsupported',
      async () => Buffer.concat([Buffer.from('II*\0ftypavif', 'latin1'), Buffer.alloc(400)]),
    ],
    'half a JPEG': ['media.damaged', () => half(readFile(PHONE_JPEG))],
    'half a PNG': ['media.damaged', () => half(readFile(testImage('dice.png')))],
    'half a WebP': ['media.damaged', () => half(sharp(PHONE_JPEG).webp().toBuffer())],
    'half an AVIF': ['media.damaged', () => half(sharp(PHONE_JPEG).avif({ effort: 0 }).toBuffer())],
    'half a GIF': ['media.damaged', () => half(readFile(testImage('flower.gif')))],
    'half a HEIC': ['media.damaged', () => half(phoneHeic())],
    'a HEIC whose pixels are noise': ['media.damaged', async () => noise(await phoneHeic(), 'mdat')],
    'a JPEG that claims 60,000 × 60,000': ['media.too_many_pixels', claimingJpeg],
    'a PNG that claims 30,000 × 30,000': ['media.too_many_pixels', async () => claimingPng(30_000, 30_000)],
    'a PNG bomb: 60 million pixels and no more bytes': ['media.damaged', async () => claimingPng(8944, 6700)],
    'a GIF that claims 60,000 × 60,000': ['media.too_many_pixels', claimingGif],
    'a WebP of 16,383 × 4,096': [
      'media.too_many_pixels',
      () =>
        sharp({ create: { ...red, width: 16_383, height: 4096 }, limitInputPixels: false })
          .webp({ effort: 0 })
          .toBuffer(),
    ],
    'a HEIC grid of 100 million pixels': ['media.too_many_pixels', async () => grid(10, 11)],
    'an AVIF that is deep, and too big for our memory': ['media.too_heavy', deepAvif],
    'an animation of 2,000 frames': ['media.too_heavy', manyFrames],
  };
  for (const [title, [code, make]] of Object.entries(cases)) {
    it(`${title}: ${code}`, async () => {
      const path = join(folder, 'holiday.jpg');
      await writeFile(path, await make());
      await assert.rejects(pictures.processPicture({ path }), (error) => refusedWith(error, code));
      assert.deepEqual(await readdir(join(folder, 'work')), [], 'nothing is left behind');
    });
  }

  it('more than 30 MB, before a byte is read: media.too_large', async () => {
    const path = join(folder, 'big.jpg');
    await writeFile(path, await readFile(PHONE_JPEG));
    await truncate(path, LIMITS.bytes + 1);
    await assert.rejects(pictures.processPicture({ path }), (error) => refusedWith(error, 'media.too_large'));
  });

  it('and none of them ended the process that reads them', () => assert.deepEqual(troubles, []));
});

it('an AVIF whose pieces are too big for our memory: media.too_heavy', async () => {
  const path = join(folder, 'big.avif');
  for (const [width, height, grid] of [
    [8944, 6708],
    [4472, 3354, { columns: 2, rows: 2 }],
  ] as const) {
    await writeFile(path, await avif60(width, height, grid));
    await assert.rejects(pictures.processPicture({ path }), (error) => refusedWith(error, 'media.too_heavy'));
  }
});

describe('what is odd but whole is taken', () => {
  const cases: Record<string, () => Promise<Buffer>> = {
    'a picture with a page behind it': async () =>
      Buffer.concat([await readFile(PHONE_JPEG), Buffer.from('<html><script>alert(1)</script>')]),
    'an archive behind a PNG': async () =>
      Buffer.concat([await readFile(testImage('dice.png')), Buffer.from('PK\x03\x04'), Buffer.alloc(200)]),
    'a JPEG with noise in its middle, as far as it goes': async () =>
      noise(await sharp(PHONE_JPEG).jpeg().toBuffer(), '\xff\xda'),
    'one pixel': () =>
      sharp({ create: { width: 1, height: 1, channels: 3, background: 'red' } })
        .png()
        .toBuffer(),
    'one row': () =>
      sharp({ create: { width: 5000, height: 1, channels: 3, background: 'red' } })
        .jpeg()
        .toBuffer(),
    'a screenshot as long as a conversation': () =>
      sharp({
        create: { width: 800, height: 60_000, channels: 3, background: 'red' },
        limitInputPixels: false,
      })
        .png()
        .toBuffer(),
    'a HEIC in tiles': () => grid(3, 2),
    'a JPEG with a broken colour profile': async () => {
      const file = await sharp(PHONE_JPEG).withIccProfile('p3').jpeg().toBuffer();
      return file.fill(0x55, file.indexOf('acsp'), file.indexOf('acsp') + 300);
    },
  };
  for (const [title, make] of Object.entries(cases)) {
    it(title, async () => {
      const path = join(folder, 'photo');
      await writeFile(path, await make());
      const picture = await pictures.processPicture({ path, roles: ['card', 'note', 'avatar', 'share'] });
      assert.ok(picture.renditions.length >= 4);
      for (const { path: made, width, height } of picture.renditions) {
        const found = await sharp(made).metadata();
        assert.deepEqual([found.width, found.height], [width, height]);
      }
      await picture.discard();
    });
  }
});

function refusedWith(error: unknown, code: RefusalCode): boolean {
  assert.ok(error instanceof PictureRefusal, String(error));
  assert.equal(error.code, code, error.detail);
  return true;
}

async function half(file: Promise<Buffer>): Promise<Buffer> {
  const whole = await file;
  return whole.subarray(0, Math.floor(whole.length / 2));
}

/** Bytes that no encoder made, from shortly behind the mark to shortly before the end. */
function noise(file: Buffer, mark: string): Buffer {
  const start = file.indexOf(mark, 0, 'latin1') + 2000;
  for (let at = start; at < file.length - 1000; at += 1) file[at] = (at * 2_654_435_761) >>> 24;
  return file;
}

async function claimingJpeg(): Promise<Buffer> {
  const file = await sharp({ create: { width: 64, height: 64, channels: 3, background: 'red' } })
    .jpeg()
    .toBuffer();
  const frame = file.indexOf('\xff\xc0', 0, 'latin1');
  for (const at of [5, 7]) file.writeUInt16BE(60_000, frame + at);
  return file;
}

function claimingPng(width: number, height: number): Buffer {
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 2, 0, 0, 0]);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  const chunk = (type: string, body: Buffer): Buffer => {
    const named = Buffer.concat([Buffer.from(type, 'latin1'), body]);
    const out = Buffer.alloc(named.length + 8);
    out.writeUInt32BE(body.length, 0);
    named.copy(out, 4);
    out.writeUInt32BE(crc32(named), named.length + 4);
    return out;
  };
  const pixels = deflateSync(Buffer.alloc(100_000));
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

async function claimingGif(): Promise<Buffer> {
  const file = await readFile(testImage('flower.gif'));
  // The screen, and the frame on it.
  const frame = file.indexOf(0x2c, 13 + (3 << ((file[10]! & 7) + 1)));
  for (const at of [6, 8, frame + 5, frame + 7]) file.writeUInt16LE(60_000, at);
  return file;
}

async function grid(columns: number, rows: number): Promise<Buffer> {
  const { data, info } = await sharp(PHONE_JPEG)
    .resize(1024, 1024)
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return makeHeic({ rgba: data, width: info.width, height: info.height, grid: { columns, rows } });
}

async function deepAvif(): Promise<Buffer> {
  const file = await sharp(PHONE_JPEG).resize(1024, 1024).avif({ effort: 0, bitdepth: 10 }).toBuffer();
  return makeHeif({ tile: avifTile(file, { width: 1024, height: 1024 }), grid: { columns: 7, rows: 7 } });
}

/** It only says how big its pieces are: what is refused here is refused before they are decoded. */
async function avif60(
  width: number,
  height: number,
  grid?: { columns: number; rows: number },
): Promise<Buffer> {
  const file = await sharp(PHONE_JPEG)
    .resize(256, 256)
    .avif({ effort: 0, chromaSubsampling: '4:2:0' })
    .toBuffer();
  return makeHeif({ tile: avifTile(file, { width, height }), ...(grid && { grid }) });
}

async function manyFrames(): Promise<Buffer> {
  const raw = { width: 8, height: 8 * 2000, channels: 3 as const, pageHeight: 8 };
  const frames = Buffer.from(Array.from({ length: 8 * 8 * 2000 * 3 }, (_, i) => Math.floor(i / 192) * 37));
  return sharp(frames, { raw }).gif({ effort: 1 }).toBuffer();
}
