import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import sharp, { type Sharp } from 'sharp';
import { openPictures } from '../server/src/domains/media/pictures/pictures.ts';
import { avifTile, makeHeic, makeHeif } from '../server/src/testing/heic.ts';
import { PHONE_JPEG, photograph, testImage } from '../server/src/testing/photos.ts';
import { load, type Connection, type Shot } from './lib/load.ts';
import { print } from './lib/report.ts';
import { startServer } from './lib/server.ts';
import { connect, signIn, worldFolder, type Reader } from './lib/world.ts';

// Pictures: which format and effort, what each kind of upload costs in time and memory, and that 60 megapixels are
// ready in 15 s, with at most 900 MB, while explore's p99 stays within twice its own.
// npm run bench -- pictures [--only formats|uploads|serving] [--notes 2000]

const { values } = parseArgs({
  options: { only: { type: 'string' }, notes: { type: 'string', default: '2000' } },
});
const wanted = (part: string): boolean => values.only === undefined || values.only === part;
const folder = await mkdtemp(join(tmpdir(), 'jujube-bench-pictures-'));
sharp.cache(false);
sharp.concurrency(2);
console.log(
  `${availableParallelism()} cores, sharp ${sharp.versions.sharp}, libvips ${sharp.versions.vips}\n`,
);
try {
  if (wanted('formats')) await formats();
  if (wanted('uploads')) await uploads();
  if (wanted('serving')) await serving();
} finally {
  await rm(folder, { recursive: true });
}

/** One rendition by itself, mean of photographs: milliseconds, kilobytes, likeness to the unencoded pixels. */
async function formats(): Promise<void> {
  const ways: Record<string, (picture: Sharp) => Sharp> = {
    'JPEG q80': (picture) => picture.jpeg({ quality: 80 }),
    'MozJPEG q78': (picture) => picture.jpeg({ quality: 78, mozjpeg: true }),
    'WebP q72 effort 2': (picture) => picture.webp({ quality: 72, effort: 2 }),
    'WebP q76 effort 2': (picture) => picture.webp({ quality: 76, effort: 2 }),
    'WebP q76 effort 4': (picture) => picture.webp({ quality: 76, effort: 4 }),
    'WebP q76 effort 6': (picture) => picture.webp({ quality: 76, effort: 6 }),
    'AVIF q58 effort 0': (picture) => picture.avif({ quality: 58, effort: 0, chromaSubsampling: '4:2:0' }),
    'AVIF q58 effort 2': (picture) => picture.avif({ quality: 58, effort: 2, chromaSubsampling: '4:2:0' }),
    'AVIF q58 effort 4': (picture) => picture.avif({ quality: 58, effort: 4, chromaSubsampling: '4:2:0' }),
  };
  const widths = [384, 560, 1200];
  const sources = [PHONE_JPEG, ...['cops.jpg', 'hands.jpg'].map(testImage), await pieceOfPanorama()];
  const rows = Object.entries(ways).map(([name]) => [name]);
  for (const width of widths) {
    const pixels = await Promise.all(sources.map((source) => rawOf(sharp(source).resize({ width }))));
    for (const [at, encode] of Object.values(ways).entries()) {
      let [ms, bytes, same] = [0, 0, 0];
      for (const { data, raw } of pixels) {
        const began = performance.now();
        const file = await encode(sharp(data, { raw })).toBuffer();
        ms += performance.now() - began;
        bytes += file.length;
        same += likeness(data, (await rawOf(sharp(file))).data, raw.width);
      }
      const mean = (sum: number): number => sum / pixels.length;
      rows[at]!.push(mean(ms).toFixed(0), (mean(bytes) / 1000).toFixed(1), mean(same).toFixed(4));
    }
  }
  print(['one rendition', ...widths.flatMap((width) => [`${width}: ms`, 'kB', 'SSIM'])], rows);
}

/** Whole uploads through the child process, each in a new one: so the first milliseconds of a process are in it. */
async function uploads(): Promise<void> {
  const rows: string[][] = [];
  for (const [name, make] of Object.entries(await kinds())) {
    const path = join(folder, 'upload');
    await writeFile(path, await make());
    const size = readFileSync(path).length;
    const pictures = openPictures({ folder: join(folder, 'work') });
    const began = performance.now();
    try {
      const picture = await pictures.processPicture({ path });
      const ms = performance.now() - began;
      const kb = (role: string, width: number): string => {
        const found = picture.renditions.find((made) => made.role === role && made.width === width);
        return found ? (found.bytes / 1000).toFixed(0) : '';
      };
      const all = picture.renditions.reduce((sum, { bytes }) => sum + bytes, 0);
      const number = (value: number): string => value.toFixed(0);
      const weights = [kb('card', 384), kb('card', 560), kb('note', 1200), number(all / 1000)];
      const pixels = ((picture.width * picture.height) / 1e6).toFixed(1);
      const costs = [pixels, (size / 1e6).toFixed(1), number(ms), number(pictures.state().peak / 1e6)];
      rows.push([name, ...costs, ...weights, number(picture.master!.bytes / 1000)]);
      await picture.discard();
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
      rows.push([
        name,
        '',
        (size / 1e6).toFixed(1),
        (performance.now() - began).toFixed(0),
        code,
        '',
        '',
        '',
        '',
        '',
      ]);
    }
    await pictures.close();
  }
  const head = ['upload', 'MP', 'MB', 'ms', 'peak MB', '384 kB', '560 kB', '1200 kB', 'all kB', 'copy kB'];
  print(head, rows);
}

async function kinds(): Promise<Record<string, () => Promise<Buffer>>> {
  const [small, big] = [await sized(4032, 3024), await sized(8944, 6708)];
  const tile = await sharp(small.data, { raw: small.raw })
    .extract({ left: 0, top: 0, width: 512, height: 512 })
    .ensureAlpha()
    .raw()
    .toBuffer();
  const grid = (columns: number, rows: number) => (): Promise<Buffer> =>
    makeHeic({
      rgba: tile,
      width: 512,
      height: 512,
      grid: { columns, rows },
      turns: 3,
      colours: { primaries: 12, transfer: 13 },
    });
  const as = (of: typeof small, encode: (picture: Sharp) => Sharp) => (): Promise<Buffer> =>
    encode(sharp(of.data, { raw: of.raw, limitInputPixels: false })).toBuffer();
  const flat = {
    create: {
      width: 8944,
      height: 6708,
      channels: 4 as const,
      background: { r: 1, g: 200, b: 3, alpha: 0.5 },
    },
    limitInputPixels: false,
  };
  return {
    JPEG: as(small, (picture) => picture.jpeg({ quality: 90 })),
    'JPEG in P3, on its side': as(small, (picture) =>
      picture.jpeg({ quality: 90 }).withIccProfile('p3').withMetadata({ orientation: 6 }),
    ),
    'PNG, 6 MP': async () => as(await sized(2828, 2121), (picture) => picture.png({ compressionLevel: 6 }))(),
    WebP: as(small, (picture) => picture.webp({ effort: 0 })),
    AVIF: as(small, (picture) => picture.avif({ effort: 0 })),
    'AVIF, 10 bits': as(small, (picture) => picture.avif({ effort: 0, bitdepth: 10 })),
    'HEIC in P3, on its side': grid(8, 6),
    'animated GIF': async () => readFileSync(testImage('animated.gif')),
    'JPEG ': as(big, (picture) => picture.jpeg({ quality: 85 })),
    'JPEG, progressive 4:4:4, P3, on its side': as(big, (picture) =>
      picture
        .jpeg({ quality: 75, progressive: true, chromaSubsampling: '4:4:4' })
        .withIccProfile('p3')
        .withMetadata({ orientation: 6 }),
    ),
    'WebP ': as(big, (picture) => picture.webp({ effort: 0 })),
    'PNG, 16 bits, alpha, interlaced, on its side': () =>
      sharp(flat)
        .toColourspace('rgb16')
        .png({ compressionLevel: 1, progressive: true })
        .withMetadata({ orientation: 8 })
        .toBuffer(),
    'HEIC in P3, on its side ': grid(17, 13),
    'AVIF, 48 MP': async () =>
      as(await sized(8000, 6000), (picture) => picture.avif({ effort: 0, chromaSubsampling: '4:2:0' }))(),
    'AVIF, 10 bits, 36 MP': async () =>
      as(await sized(6928, 5196), (picture) =>
        picture.avif({ effort: 0, bitdepth: 10, chromaSubsampling: '4:2:0' }),
      )(),
    'AVIF in tiles': async () => {
      const size = { width: 2980, height: 2236 };
      const one = as(await sized(2980, 2236), (picture) =>
        picture.avif({ effort: 0, chromaSubsampling: '4:2:0' }),
      );
      return makeHeif({ tile: avifTile(await one(), size), grid: { columns: 3, rows: 3 } });
    },
    'AVIF ': as(big, (picture) => picture.avif({ effort: 0 })),
  };
}

/** A picture of 60 megapixels is prepared while readers walk through explore as fast as the machine lets them. */
async function serving(): Promise<void> {
  const world = worldFolder({ people: 2000, notes: Number(values.notes), likes: 10_000 });
  const server = await startServer(world);
  const pool = await connect(world);
  try {
    const readers = await signIn(pool, 1000);
    const explore = (seconds: number) => load({ url: server.url, seconds, next: walker(readers) });
    const { data, raw } = await sized(8944, 6708);
    const photo = await sharp(data, { raw, limitInputPixels: false }).jpeg({ quality: 85 }).toBuffer();
    await explore(5);
    const alone = await explore(12);
    const [both, ready] = await Promise.all([explore(12), upload(server.url, photo, readers[0]!.cookie)]);
    print(
      ['explore, 16 connections', 'rate /s', 'p50 ms', 'p99 ms', '60 MP ready after s'],
      [
        ['alone', alone.rate.toFixed(0), alone.p50.toFixed(1), alone.p99.toFixed(1), ''],
        [
          'beside a picture of 60 MP',
          both.rate.toFixed(0),
          both.p50.toFixed(1),
          both.p99.toFixed(1),
          ready.toFixed(1),
        ],
      ],
    );
  } finally {
    await pool.end();
    await server.stop();
  }
}

/** Each connection takes the next reader after three pages. */
function walker(readers: readonly Reader[]) {
  return ({ index, n, last }: Connection): Shot => {
    const cursor =
      n % 3 === 0
        ? null
        : /"cursor":"([^"]+)"/.exec(last.toString('latin1', Math.max(0, last.length - 2000)))?.[1];
    const path = `/api/v1/feed/explore?limit=30${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`;
    return { path, headers: { cookie: readers[(Math.floor(n / 3) * 16 + index) % readers.length]!.cookie } };
  };
}

async function upload(url: string, photo: Buffer, cookie: string): Promise<number> {
  const form = new FormData();
  form.set('file', new File([new Uint8Array(photo)], 'photo.jpg'));
  const began = performance.now();
  const response = await fetch(`${url}/api/v1/media`, { method: 'POST', headers: { cookie }, body: form });
  if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`);
  return (performance.now() - began) / 1000;
}

type Raw = { data: Buffer; raw: { width: number; height: number; channels: 3 } };

async function sized(width: number, height: number): Promise<Raw> {
  return { data: await photograph(width, height), raw: { width, height, channels: 3 } };
}

function pieceOfPanorama(): Promise<Buffer> {
  return sharp(testImage('panoramic.jpg'))
    .extract({ left: 0, top: 0, width: 1200, height: 783 })
    .png()
    .toBuffer();
}

async function rawOf(picture: Sharp): Promise<Raw> {
  const { data, info } = await picture.removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { data, raw: { width: info.width, height: info.height, channels: 3 } };
}

/** Structural similarity (Wang et al. 2004) of the green channel over windows of 8 × 8, 1 for the same. */
function likeness(one: Buffer, two: Buffer, width: number): number {
  const height = one.length / 3 / width;
  let [sum, windows] = [0, 0];
  for (let top = 0; top + 8 <= height; top += 4) {
    for (let left = 0; left + 8 <= width; left += 4) {
      sum += windowLikeness(one, two, { top, left, width });
      windows += 1;
    }
  }
  return sum / windows;
}

function windowLikeness(
  one: Buffer,
  two: Buffer,
  { top, left, width }: { top: number; left: number; width: number },
): number {
  let [a, b, aa, bb, ab] = [0, 0, 0, 0, 0];
  for (let at = 0; at < 64; at += 1) {
    const pixel = ((top + (at >> 3)) * width + left + (at & 7)) * 3 + 1;
    const [x, y] = [one[pixel]!, two[pixel]!];
    a += x / 64;
    b += y / 64;
    aa += (x * x) / 64;
    bb += (y * y) / 64;
    ab += (x * y) / 64;
  }
  const [c1, c2] = [(0.01 * 255) ** 2, (0.03 * 255) ** 2];
  return (
    ((2 * a * b + c1) * (2 * (ab - a * b) + c2)) / ((a * a + b * b + c1) * (aa - a * a + bb - b * b + c2))
  );
}
