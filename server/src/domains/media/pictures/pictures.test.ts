import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import sharp, { type Exif, type OverlayOptions, type Sharp } from 'sharp';
import { thumbHashToApproximateAspectRatio } from 'thumbhash';
import { avifTile, makeHeif } from '../../../testing/heic.ts';
import { assertOnlyPicture, exifTraces, metadataIn } from '../../../testing/metadata.ts';
import { PHONE_JPEG, phoneExif, phoneHeic, photograph, testImage } from '../../../testing/photos.ts';
import type { PictureInput, Pictures, Prepared } from '../../../providers/pictures/pictures.ts';
import { openPictures } from './pictures.ts';

let folder: string;
let pictures: Pictures;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jujube-pictures-'));
  pictures = openPictures({ folder: join(folder, 'work') });
});

after(async () => {
  await pictures.close();
  await rm(folder, { recursive: true });
});

describe('what a telephone wrote into a picture is in no byte that is kept', () => {
  const files: Record<string, () => Promise<Buffer>> = {
    'JPEG with GPS': () => readFile(PHONE_JPEG),
    'HEIC with GPS': phoneHeic,
    'PNG with GPS and words': () => labelled((picture) => picture.png()),
    'WebP with GPS': () => labelled((picture) => picture.webp()),
    'AVIF with GPS': () => labelled((picture) => picture.avif({ effort: 0 })),
    'animated WebP with GPS': async () =>
      sharp(testImage('animated.gif'), { animated: true })
        .withExif(await gpsTags())
        .webp()
        .toBuffer(),
    'GIF with a comment': async () => withComment(await readFile(testImage('animated.gif'))),
    'JPEG with something behind it': async () =>
      Buffer.concat([await readFile(PHONE_JPEG), Buffer.from('PK\x03\x04<html><script>alert(1)</script>')]),
  };
  for (const [title, make] of Object.entries(files)) {
    it(title, async () => {
      const file = await make();
      const { exif } = await sharp(file).metadata();
      const traces = exif ? exifTraces(exif) : [];
      const given = title.includes('HEIC') || title.includes('AVIF') ? traces : metadataIn(file, traces);
      assert.ok(given.length > 0, 'it is there to begin with');
      const picture = await pictures.processPicture({
        path: await put(file),
        roles: ['card', 'note', 'motion', 'avatar', 'share'],
      });
      const kept = [picture.master!, ...picture.renditions];
      assert.ok(kept.length >= 7);
      for (const { path } of kept) assertOnlyPicture(await readFile(path), traces);
      assert.equal((await readdir(join(picture.master!.path, '..'))).length, kept.length);
      await picture.discard();
    });
  }
});

describe('pictures stand upright and are cut where they should be', () => {
  for (let orientation = 1; orientation <= 8; orientation += 1) {
    it(`JPEG with orientation ${orientation}`, async () => {
      const file = await sharp(await corners())
        .withMetadata({ orientation })
        .jpeg({ quality: 95 })
        .toBuffer();
      const upright = await sharp(file, { autoOrient: true }).png().toBuffer();
      await kept({ path: await put(file) }, async (picture) => {
        assert.deepEqual(await looks(picture.renditions.at(-1)!.path), await looks(upright));
        assert.deepEqual(await looks(picture.master!.path), await looks(upright));
        assert.equal(picture.width < picture.height, orientation > 4);
      });
    });
  }

  it('HEIC by its own rotation, whatever its Exif says', async () => {
    await kept({ path: await put(await phoneHeic()) }, async (picture) => {
      assert.ok(picture.width > picture.height);
      const [shown, wanted] = [await coarse(picture.renditions.at(-1)!.path), await coarse(PHONE_JPEG)];
      const worst = Math.max(...shown.map((value, i) => Math.abs(value - wanted[i]!)));
      assert.ok(worst < 40, `${worst}`);
    });
  });

  it('a crop, now and later from the sanitised copy', async () => {
    const path = await put(
      await sharp(await corners())
        .jpeg({ quality: 95 })
        .toBuffer(),
    );
    const crop = { x: 0.5, y: 0, width: 0.5, height: 0.5 };
    const first = await pictures.processPicture({ path, crop });
    assert.deepEqual([first.width, first.height], [600, 400]);
    assert.deepEqual(await looks(first.renditions.at(-1)!.path), ['green', 'green', 'green', 'green']);
    assert.deepEqual(await looks(first.master!.path), ['red', 'green', 'blue', 'white']);
    const again = await pictures.renderFromMaster({ path: first.master!.path, crop: { ...crop, x: 0 } });
    assert.deepEqual(await looks(again.renditions.at(-1)!.path), ['red', 'red', 'red', 'red']);
    assert.equal(again.master, null);
    const whole = await pictures.renderFromMaster({ path: first.master!.path, roles: ['share', 'avatar'] });
    assert.deepEqual(
      whole.renditions.map(({ role, width, height, format }) => `${role} ${width}×${height} ${format}`),
      ['avatar 64×64 webp', 'avatar 128×128 webp', 'avatar 288×288 webp', 'share 1200×630 jpeg'],
    );
    for (const made of [first, again, whole]) await made.discard();
  });
});

describe('what is made of a picture', () => {
  it('renditions as said, and a small one behind them', async () => {
    await kept({ path: PHONE_JPEG }, async (picture) => {
      assert.deepEqual(
        picture.renditions.map(({ role, width, height, format }) => `${role} ${width}×${height} ${format}`),
        [
          'card 256×192 webp',
          'card 384×288 webp',
          'card 560×420 webp',
          'note 800×451 webp',
          'note 1200×676 webp',
        ],
      );
      for (const { path, width, height, bytes } of picture.renditions) {
        const { data, info } = await sharp(path).raw().toBuffer({ resolveWithObject: true });
        assert.deepEqual(
          [info.width, info.height, info.channels, data.length],
          [width, height, 3, width * height * 3],
        );
        assert.equal((await readFile(path)).length, bytes);
      }
      assert.equal(picture.mime, 'image/jpeg');
      const hash = Buffer.from(picture.thumbhash, 'base64');
      assert.ok(hash.length < 40);
      assert.ok(Math.abs(thumbHashToApproximateAspectRatio(hash) - picture.width / picture.height) < 0.3);
    });
  });
});

describe('what is made of a picture that is not like most', () => {
  it('an animation moves, and stands still where it should', async () => {
    await kept({ path: testImage('animated.gif'), roles: ['card', 'note', 'motion'] }, async (picture) => {
      assert.ok(picture.animated);
      const before = await sharp(testImage('animated.gif'), { animated: true }).metadata();
      const motion = picture.renditions.find(({ role }) => role === 'motion')!;
      for (const path of [motion.path, picture.master!.path]) {
        const { pages, delay, loop } = await sharp(path, { animated: true }).metadata();
        assert.deepEqual({ pages, loop }, { pages: before.pages, loop: before.loop });
        // A frame of no time is shown for a tenth of a second by every browser; so that is written down.
        assert.deepEqual(
          delay,
          before.delay?.map((ms) => ms || 100),
        );
      }
      assert.deepEqual([motion.width, motion.height], [320, 320]);
      for (const { path, role } of picture.renditions) {
        if (role !== 'motion') assert.equal((await sharp(path).metadata()).pages, undefined);
      }
      const crop = { x: 0.25, y: 0.25, width: 0.5, height: 0.5 };
      const again = await pictures.renderFromMaster({ path: picture.master!.path, crop });
      const cut = again.renditions.find(({ role }) => role === 'motion')!;
      assert.deepEqual([cut.width, cut.height], [160, 160]);
      assert.equal((await sharp(cut.path, { animated: true }).metadata()).pages, before.pages);
      await again.discard();
    });
  });

  it('a GIF of one frame is a picture like others, and transparency stays', async () => {
    await kept({ path: testImage('flower.gif') }, async ({ animated }) => assert.equal(animated, false));
    const half = await sharp({
      create: { width: 900, height: 900, channels: 4, background: { r: 200, g: 0, b: 0, alpha: 0.5 } },
    })
      .png()
      .toBuffer();
    await kept({ path: await put(half) }, async ({ renditions, master }) => {
      for (const { path } of [...renditions, master!]) assert.ok((await sharp(path).metadata()).hasAlpha);
    });
  });

  it('60 megapixels in ≤15 s and ≤900 MB', { timeout: 120_000 }, async () => {
    const [width, height] = [8944, 6708];
    const raw = { width, height, channels: 3 as const };
    const file = await sharp(await photograph(width, height), { raw, limitInputPixels: false })
      .jpeg({ quality: 80 })
      .toBuffer();
    const path = await put(file);
    const began = performance.now();
    await kept({ path }, async (picture) => {
      assert.ok(performance.now() - began < 15_000);
      assert.deepEqual([picture.width, picture.height], [width, height]);
      assert.ok(picture.master!.width * picture.master!.height <= 12_610_000);
    });
    assert.ok(pictures.state().peak < 900e6, `${pictures.state().peak}`);
  });

  it('60 megapixels of AVIF in tiles, in ≤900 MB', { timeout: 120_000 }, async () => {
    const size = { width: 2980, height: 2236 };
    const { width, height } = size;
    const raw = { width, height, channels: 3 as const };
    const file = await sharp(await photograph(width, height), { raw })
      .avif({ effort: 0, chromaSubsampling: '4:2:0' })
      .toBuffer();
    const path = await put(makeHeif({ tile: avifTile(file, size), grid: { columns: 3, rows: 3 } }));
    await kept({ path }, async (picture) =>
      assert.deepEqual([picture.width, picture.height, picture.mime], [8940, 6708, 'image/avif']),
    );
    assert.ok(pictures.state().peak < 900e6, `${pictures.state().peak}`);
  });
});

async function kept(input: PictureInput, look: (picture: Prepared) => Promise<void>): Promise<void> {
  const picture = await pictures.processPicture(input);
  await look(picture);
  await picture.discard();
}

async function put(file: Buffer): Promise<string> {
  // The name is a lie on purpose: it counts for nothing.
  const path = join(folder, 'upload.exe');
  await writeFile(path, file);
  return path;
}

async function labelled(as: (picture: Sharp) => Sharp): Promise<Buffer> {
  return as(
    sharp(PHONE_JPEG)
      .resize(1000)
      .withExif(await gpsTags())
      .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"/>'),
  ).toBuffer();
}

async function gpsTags(): Promise<Exif> {
  assert.ok((await phoneExif()).length > 1000);
  return {
    IFD0: { Make: 'Telephone Works', Model: 'Pocket Eye 15 Pro', Copyright: 'Somebody Real' },
    IFD3: {
      GPSLatitudeRef: 'N',
      GPSLatitude: '51/1 30/1 3230/100',
      GPSLongitudeRef: 'W',
      GPSLongitude: '0/1 7/1 4366/100',
    },
  };
}

/** A comment where GIF allows it: after the screen descriptor and its colours. */
function withComment(gif: Buffer): Buffer {
  const at = 13 + (gif[10]! & 0x80 ? 3 << ((gif[10]! & 7) + 1) : 0);
  const words = Buffer.from('\x21\xfe\x18taken at home, 12 Elm St\0', 'latin1');
  return Buffer.concat([gif.subarray(0, at), words, gif.subarray(at)]);
}

const CORNERS = { red: [250, 10, 10], green: [10, 200, 10], blue: [10, 10, 250], white: [250, 250, 250] };

/** 1200×800, each corner in its own colour: red, green; blue, white. */
function corners(): Promise<Buffer> {
  const [red, green, blue, white] = Object.values(CORNERS).map(([r, g, b]) => ({ r: r!, g: g!, b: b! }));
  const patch = (
    background: { r: number; g: number; b: number },
    left: number,
    top: number,
  ): OverlayOptions => ({
    input: { create: { width: 600, height: 400, channels: 3, background } },
    left,
    top,
  });
  const base = sharp({ create: { width: 1200, height: 800, channels: 3, background: white! } });
  return base
    .composite([patch(red!, 0, 0), patch(green!, 600, 0), patch(blue!, 0, 400), patch(white!, 600, 400)])
    .png()
    .toBuffer();
}

/** The colours of the four corners, by name. */
async function looks(picture: Buffer | string): Promise<string[]> {
  const { data, info } = await sharp(picture).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const at = (x: number, y: number): string => {
    const start = (Math.floor(y * info.height) * info.width + Math.floor(x * info.width)) * 3;
    const colour = [...data.subarray(start, start + 3)];
    const near = Object.entries(CORNERS).find(([, wanted]) =>
      wanted.every((value, i) => Math.abs(value - colour[i]!) < 30),
    );
    return near?.[0] ?? colour.join();
  };
  return [at(0.2, 0.2), at(0.8, 0.2), at(0.2, 0.8), at(0.8, 0.8)];
}

/** Eight by five grey values: enough to know a picture again. */
async function coarse(picture: string): Promise<number[]> {
  return [...(await sharp(picture).greyscale().resize(8, 5, { fit: 'fill' }).raw().toBuffer())];
}
