import { fileTypeFromBuffer } from 'file-type';
import sharp, { type Metadata } from 'sharp';
import { hasFullColour, nclxOf, tilePixels, type Cicp } from './boxes.ts';
import { LIMITS } from './measures.ts';
import { orDamaged, PictureRefusal } from './refusal.ts';

export type Kind = 'jpeg' | 'png' | 'webp' | 'avif' | 'gif' | 'heic';

/** What the header of a picture says; no pixel of it has been decoded. */
export type Header = {
  kind: Kind;
  mime: string;
  /** Upright. */
  width: number;
  height: number;
  frames: number;
  alpha: boolean;
  /** More than eight bits a colour. */
  deep: boolean;
  /** A colour for every pixel, not for every four: told of AVIF only. */
  fullColour: boolean;
  /** Pixels of the biggest tile of an AVIF that is put together from tiles; null: it is one piece, or no AVIF. */
  tile: number | null;
  profile: Buffer | null;
  cicp: Cicp | null;
};

const KINDS: Record<string, Kind> = {
  'image/jpeg': 'jpeg',
  'image/png': 'png',
  'image/apng': 'png',
  'image/webp': 'webp',
  'image/avif': 'avif',
  'image/gif': 'gif',
  'image/heic': 'heic',
  'image/heic-sequence': 'heic',
  'image/heif': 'heic',
  'image/heif-sequence': 'heic',
};

/**
 * Tells what a file is by its bytes (its name and what the browser called it count for nothing) and whether its
 * header keeps to the limits.
 *
 * @throws PictureRefusal
 */
export async function inspect(file: Buffer): Promise<Header> {
  if (file.length === 0) throw new PictureRefusal('media.damaged', 'the file is empty');
  if (file.length > LIMITS.bytes) throw new PictureRefusal('media.too_large', `${file.length} bytes`);
  const type = await orDamaged(() => fileTypeFromBuffer(file));
  const named = type && KINDS[type.mime];
  if (!named) throw new PictureRefusal('media.unsupported', type?.mime ?? 'no known kind of file');
  const found = await orDamaged(() => sharp(file, { limitInputPixels: false }).metadata());
  const header = described(file, found, kindOf(named, found));
  const pixels = header.width * header.height;
  if (pixels > LIMITS.pixels)
    throw new PictureRefusal('media.too_many_pixels', `${header.width}×${header.height}`);
  if (header.frames > LIMITS.frames || pixels * header.frames > LIMITS.framePixels) {
    throw new PictureRefusal(
      'media.too_heavy',
      `${header.frames} frames of ${header.width}×${header.height}`,
    );
  }
  return header;
}

/** The decoder must agree with what the first bytes say: a file made to look like two things is neither. */
function kindOf(named: Kind, found: Metadata): Kind {
  if (found.format !== 'heif') {
    if (found.format === named) return named;
    throw new PictureRefusal('media.damaged', `begins like ${named}, decodes as ${found.format}`);
  }
  if (named !== 'heic' && named !== 'avif')
    throw new PictureRefusal('media.damaged', `begins like ${named}, is HEIF`);
  if (found.compression === 'av1') return 'avif';
  if (found.compression === 'hevc') return 'heic';
  throw new PictureRefusal('media.unsupported', `HEIF with ${found.compression}`);
}

function described(file: Buffer, found: Metadata, kind: Kind): Header {
  const heif = kind === 'heic' || kind === 'avif';
  return {
    kind,
    mime: `image/${kind}`,
    ...found.autoOrient,
    frames: kind === 'gif' || kind === 'webp' ? (found.pages ?? 1) : 1,
    alpha: found.hasAlpha,
    deep: found.depth === 'ushort',
    fullColour: kind === 'avif' && hasFullColour(file),
    tile: kind === 'avif' ? tilePixels(file) : null,
    profile: found.icc ?? null,
    cicp: heif ? nclxOf(file) : kind === 'png' ? cicpOfPng(file) : null,
  };
}

/** A PNG may give its colours as numbers in a chunk `cICP` before its pixels; it then counts more than a profile. */
function cicpOfPng(file: Buffer): Cicp | null {
  let at = 8;
  while (at + 12 <= file.length) {
    const length = file.readUInt32BE(at);
    const type = file.toString('latin1', at + 4, at + 8);
    if (type === 'IDAT') return null;
    if (type === 'cICP' && length === 4) return { primaries: file[at + 8]!, transfer: file[at + 9]! };
    at += 12 + length;
  }
  return null;
}
