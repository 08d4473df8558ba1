import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seeded } from '@jujube/ranker';
import sharp from 'sharp';
import { storePicture } from '../../domains/media/index.ts';
import { openPictures } from '../../domains/media/pictures/pictures.ts';
import { uuidv7 } from '../../kernel/ids.ts';
import type { Cell } from './copy.ts';

/** A stored picture that many synthetic notes share. */
export interface MadePicture {
  files: { name: string; mime: string }[];
  /** Cells of a `media` row from `mime` on; `picture` names the row it is in by `ID`. */
  cells: Cell[];
}

/** Stands for the id of the row inside the picture's JSON. */
export const ID = '@id@';

const RATIOS = [3 / 4, 1, 4 / 3, 4 / 5];
const WIDTH = 1200;

/** Makes so many different pictures by the product's own pipeline: gradients with shapes and a photograph's grain. */
export async function makePictures(
  ctx: Parameters<typeof storePicture>[0],
  { count, seed }: { count: number; seed: number },
): Promise<MadePicture[]> {
  const folder = await mkdtemp(join(tmpdir(), 'jujube-synthetic-'));
  const pictures = openPictures({ folder: join(folder, 'made') });
  const random = seeded(seed);
  try {
    const made: MadePicture[] = [];
    for (let index = 0; index < count; index++) {
      const path = join(folder, 'picture.jpg');
      await writeFile(path, await drawn(random, RATIOS[index % RATIOS.length]!));
      const prepared = await pictures.processPicture({ path });
      const id = uuidv7();
      const stored = await storePicture(ctx, prepared, { id, version: 1 });
      await prepared.discard();
      const { mime, width, height, thumbhash } = prepared;
      const picture = JSON.stringify({ ...stored.picture, id: ID });
      made.push({
        files: stored.files,
        cells: [mime, width, height, thumbhash, JSON.stringify(stored.cover), picture, stored.bytes],
      });
    }
    return made;
  } finally {
    await pictures.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function drawn(random: () => number, ratio: number): Promise<Buffer> {
  const height = Math.round(WIDTH / ratio);
  const hue = Math.floor(random() * 360);
  const shapes = Array.from({ length: 24 }, () => {
    const [x, y, r] = [random() * WIDTH, random() * height, 30 + random() * 220];
    return `<circle cx="${x}" cy="${y}" r="${r}" fill="hsl(${hue + random() * 90} 60% ${30 + random() * 50}%)" opacity="${0.3 + random() * 0.6}"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}">
    <rect width="100%" height="100%" fill="hsl(${hue} 40% 80%)"/>${shapes.join('')}</svg>`;
  const noise = {
    width: WIDTH,
    height,
    channels: 3,
    background: '#808080',
    noise: { type: 'gaussian', mean: 128, sigma: 12 },
  } as const;
  const grain = await sharp({ create: noise }).raw().toBuffer();
  return sharp(Buffer.from(svg))
    .composite([{ input: grain, raw: { width: WIDTH, height, channels: 3 }, blend: 'soft-light' }])
    .jpeg({ quality: 88 })
    .toBuffer();
}
