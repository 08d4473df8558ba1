import { mkdir, readFile, stat } from 'node:fs/promises';
import { decode } from './decode.ts';
import { LIMITS, type Crop, type Role } from './measures.ts';
import type { Picture } from '../../../providers/pictures/pictures.ts';
import { pieceOf } from './plan.ts';
import { PictureRefusal } from './refusal.ts';
import { renderMotion, renderStill, thumbhash, writeMaster, writeMotionMaster } from './render.ts';
import { inspect, type Header } from './sniff.ts';

export type Job = {
  /** The file to read. */
  path: string;
  /** The folder that the made files go into: made here. */
  into: string;
  roles: Role[];
  crop: Crop | null;
  /** Whether to make the sanitised copy too: not when this is one. */
  master: boolean;
};

/**
 * Turns one file into all that is kept of it. Runs in the child process.
 *
 * @param room bytes that this process may still take
 * @throws PictureRefusal, or NoRoom before the first pixel is decoded
 */
export async function work({ path, into, roles, crop, master }: Job, room: number): Promise<Picture> {
  const { size } = await stat(path);
  if (size > LIMITS.bytes) throw new PictureRefusal('media.too_large', `${size} bytes`);
  const file = await readFile(path);
  const header = await inspect(file);
  const needed = memoryFor(header);
  if (needed > room) throw new NoRoom(`needs ${megabytes(needed)} of memory, ${megabytes(room)} are left`);
  const animated = header.frames > 1;
  await mkdir(into, { recursive: true, mode: 0o700 });
  const pixels = await decode(file, header);
  const rendering = { roles, crop, into };
  const { width, height } = crop ? pieceOf(header, crop) : header;
  const kept = master
    ? await (animated ? writeMotionMaster(file, header, into) : writeMaster(pixels, into))
    : null;
  const hash = await thumbhash(pixels, crop);
  const renditions = await renderStill(pixels, rendering);
  if (animated && roles.includes('motion')) renditions.push(...(await renderMotion(file, header, rendering)));
  return { width, height, mime: header.mime, animated, thumbhash: hash, master: kept, renditions };
}

/** This process has too little memory left for this picture; one that has just begun might have enough. */
export class NoRoom extends Error {
  override name = 'NoRoom';
}

/** Bytes that decoding takes at most, by measurement (`npm run bench -- pictures`). */
function memoryFor(header: Header): number {
  const { kind, deep, width, height } = header;
  if (kind === 'avif') return memoryForAvif(header);
  const perPixel = { jpeg: 9, webp: 6, gif: 8, png: deep ? 13 : 7, heic: deep ? 16 : 11.5 };
  return width * height * perPixel[kind];
}

/** So many tiles of a picture libheif decodes at once, and nothing makes it do fewer. */
const TILES_AT_ONCE = 4;

/**
 * AVIF's decoder keeps several frames of what it decodes: of the whole picture, or of some tiles beside the frame that they
 * go into. Where tiles are small, making colours of the whole frame takes the most.
 */
function memoryForAvif({ deep, fullColour, width, height, tile }: Header): number {
  const pixels = width * height;
  const perDecoded = fullColour ? (deep ? 27 : 20) : deep ? 20 : 16.5;
  if (tile === null) return pixels * perDecoded;
  const perFrame = (fullColour ? 3 : 1.5) * (deep ? 2 : 1);
  const perColours = fullColour ? (deep ? 18.5 : 9.5) : deep ? 10 : 7;
  const decoding = pixels * perFrame + Math.min(TILES_AT_ONCE * tile, pixels) * perDecoded;
  return Math.max(decoding, pixels * perColours);
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}
