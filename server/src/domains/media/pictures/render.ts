import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { rgbaToThumbHash } from 'thumbhash';
import { asInput, READING } from './decode.ts';
import { LIMITS, MOTION_MASTER_WIDTH, WIDTHS, type Crop, type Role } from './measures.ts';
import { pieceOf, plan, wholeOf, type Cut, type Piece, type Wanted } from './plan.ts';
import type { Format, Made, Rendition } from '../../../providers/pictures/pictures.ts';
import { orDamaged } from './refusal.ts';
import { composeShare } from './share.ts';
import type { Header } from './sniff.ts';
import type { Pixels } from './tiff.ts';

/** A file that was made, waiting to be stored. */

export type Rendering = { roles: readonly Role[]; crop?: Crop | null; into: string };

/** The measured choice: WebP, effort 2 (docs/pictures.md). Wide ones are shown at 2× and 3×, where less is seen. */
const CARD = { quality: 76, effort: 2 } as const;
const WIDE = { quality: 72, effort: 2 } as const;
const MOTION = { quality: 70, effort: 2 } as const;

/** Writes the still renditions of these pixels. */
export async function renderStill(pixels: Pixels, { roles, crop, into }: Rendering): Promise<Rendition[]> {
  const renditions: Rendition[] = [];
  for (const cut of plan(pixels, roles, crop)) {
    const widest = await cutOut(pixels, cut);
    renditions.push(...(await Promise.all(cut.wanted.map((wanted) => renderOne(widest, wanted, into)))));
  }
  if (roles.includes('share')) {
    const preview = await composeShare(pixels, crop);
    renditions.push({ role: 'share', ...(await written(preview, 'jpeg', join(into, 'share.jpg'))) });
  }
  return renditions;
}

/** The piece at the size of its widest rendition: the others are scaled from that, not from all the pixels. */
async function cutOut(pixels: Pixels, { piece, wanted }: Cut): Promise<Pixels> {
  const [width, height] = [
    Math.max(...wanted.map((one) => one.width)),
    Math.max(...wanted.map((one) => one.height)),
  ];
  if (pixels.width === width && pixels.height === height) return pixels;
  const scaled = asInput(pixels).extract(piece).resize({ width, height, fit: 'fill' });
  const { data, info } = await scaled.raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: pixels.channels, bits: 8 };
}

async function renderOne(widest: Pixels, { role, width, height }: Wanted, into: string): Promise<Rendition> {
  const scaled = asInput(widest).resize({ width, height, fit: 'fill' });
  const settings = role === 'note' ? WIDE : CARD;
  return { role, ...(await written(scaled.webp(settings), 'webp', join(into, `${role}-${width}.webp`))) };
}

/** Writes the sanitised copy: what a person could still want of their picture, without what their phone wrote about it. */
export async function writeMaster(pixels: Pixels, into: string): Promise<Made> {
  const picture = asInput(pixels);
  if (pixels.channels === 3) return written(picture.jpeg({ quality: 90 }), 'jpeg', join(into, 'master.jpg'));
  return written(picture.webp({ quality: 92, effort: 1 }), 'webp', join(into, 'master.webp'));
}

/** Writes an animation's moving rendition. */
export async function renderMotion(
  file: Buffer,
  header: Header,
  { crop, into }: Rendering,
): Promise<Rendition[]> {
  const piece = crop ? pieceOf(header, crop) : wholeOf(header);
  const moving = frames(file, piece, WIDTHS.motion[0]).webp(MOTION);
  return [{ role: 'motion', ...(await written(moving, 'webp', join(into, 'motion.webp'))) }];
}

export async function writeMotionMaster(file: Buffer, header: Header, into: string): Promise<Made> {
  const moving = frames(file, wholeOf(header), MOTION_MASTER_WIDTH).webp({ quality: 85, effort: 1 });
  return written(moving, 'webp', join(into, 'master.webp'));
}

function frames(file: Buffer, piece: Piece, widest: number): Sharp {
  const moving = sharp(file, { ...READING, animated: true, limitInputPixels: LIMITS.framePixels + 1 });
  return moving.extract(piece).resize({ width: widest, withoutEnlargement: true });
}

/** A picture in about 25 bytes, shown while the real one comes. In base64. */
export async function thumbhash(pixels: Pixels, crop?: Crop | null): Promise<string> {
  const tiny = asInput(pixels)
    .extract(crop ? pieceOf(pixels, crop) : wholeOf(pixels))
    .resize({ width: 100, height: 100, fit: 'inside' })
    .ensureAlpha();
  const { data, info } = await tiny.raw().toBuffer({ resolveWithObject: true });
  return Buffer.from(rgbaToThumbHash(info.width, info.height, data)).toString('base64');
}

async function written(picture: Sharp, format: Format, path: string): Promise<Made> {
  const { data, info } = await orDamaged(() => picture.toBuffer({ resolveWithObject: true }));
  await writeFile(path, data);
  return { width: info.width, height: info.pageHeight ?? info.height, format, bytes: data.length, path };
}
