import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import type { Ratio } from './spec.ts';

/** Who made a photograph, where it comes from, and what may be done with it. */
export type Credit = { file: string; photographer: string; source: string; licence: string };

const CAT = 'house-cat';
const resolver = createRequire(import.meta.url);
const WIDTH = 1080;
const HEIGHTS: Record<Ratio, number> = { '3:4': 1440, '1:1': 1080, '4:3': 810 };

/**
 * The credit of a photograph by the file name that PICTURES.md uses; nobody needs the file itself to know it.
 * Unsplash names carry the photographer and the photograph's number.
 */
export function creditOf(file: string): Credit {
  if (file === CAT) {
    return {
      file,
      photographer: 'Eadweard Muybridge, 1887',
      source: 'https://github.com/stdlib-js/datasets-img-locomotion-house-cat',
      licence: 'Public domain',
    };
  }
  const [, name = file] = /^(.*?)-\d+-unsplash$/u.exec(file) ?? [];
  const photographer = name
    .replace(/(?:^|-)(\p{L})/gu, (_, letter: string) => ` ${letter.toUpperCase()}`)
    .trim();
  return { file, photographer, source: 'https://unsplash.com', licence: 'Unsplash License' };
}

/**
 * A photograph cut to a ratio, 1080 pixels wide.
 * @returns null where the package it comes from, which is optional, is not installed
 */
export async function photograph(
  file: string,
  ratio: Ratio,
  quality: number,
): Promise<{ data: Buffer; width: number; height: number } | null> {
  const bytes = file === CAT ? cat() : fromPackage(file);
  if (!bytes) return null;
  const height = HEIGHTS[ratio];
  let image = sharp(bytes);
  if (file === CAT) image = image.extract(CAT_CUTS[ratio]);
  const data = await image
    .resize(WIDTH, height, { fit: 'cover', position: 'centre', kernel: 'lanczos3' })
    .webp({ quality, effort: 3 })
    .toBuffer();
  return { data, width: WIDTH, height };
}

/** Whole columns of the plate of 1887: four, three or two cats wide. */
const CAT_CUTS: Record<Ratio, { left: number; top: number; width: number; height: number }> = {
  '4:3': { left: 0, top: 0, width: 680, height: 510 },
  '1:1': { left: 0, top: 0, width: 510, height: 510 },
  '3:4': { left: 0, top: 0, width: 382, height: 510 },
};

function cat(): Buffer | null {
  return read('@stdlib/datasets-img-locomotion-house-cat/package.json', 'data/image.jpg');
}

function fromPackage(file: string): Buffer | null {
  if (!/^[\w-]+$/u.test(file)) throw new Error(`${file} is not the name of a photograph`);
  return read('@vendure/create/package.json', `assets/images/${file}.jpg`);
}

function read(manifest: string, file: string): Buffer | null {
  try {
    const path = join(dirname(resolver.resolve(manifest)), file);
    return existsSync(path) ? readFileSync(path) : null;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND') return null;
    throw error;
  }
}
