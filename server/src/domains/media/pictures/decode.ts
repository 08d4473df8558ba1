import sharp, { type OutputInfo, type Sharp, type SharpOptions } from 'sharp';
import { decodeHeic } from './heic.ts';
import { LIMITS, MASTER_PIXELS, TALLEST } from './measures.ts';
import { profileFor } from './profiles.ts';
import { orDamaged } from './refusal.ts';
import type { Header } from './sniff.ts';
import { tiff, type Pixels } from './tiff.ts';

/** A picture cut off in the middle is refused, one with an odd remark in its header is not. */
export const READING = { failOn: 'error', limitInputPixels: LIMITS.pixels + 1 } satisfies SharpOptions;

/**
 * The picture (of an animation its first frame) as plain sRGB pixels, upright, of at most MASTER_PIXELS. Everything
 * that is ever stored is made of these: nothing but colours can come through.
 */
export async function decode(file: Buffer, header: Header): Promise<Pixels> {
  const pixels = await orDamaged(() => decoded(file, header));
  return pixels.channels === 4 && isOpaque(pixels) ? withoutAlpha(pixels) : pixels;
}

async function decoded(file: Buffer, header: Header): Promise<Pixels> {
  const numbered = header.cicp && profileFor(header.cicp);
  if (header.kind === 'heic') {
    const pixels = await bounded(asInput(await decodeHeic(file, header.alpha)), 8);
    return inSrgb(pixels, header.profile ?? numbered);
  }
  const upright = sharp(file, { ...READING, autoOrient: true });
  const counts = header.kind === 'png' || !header.profile;
  if (!numbered || !counts)
    return bounded(header.deep && header.profile ? outOfP3(upright) : srgb(upright), 8);
  if (!header.deep) return inSrgb(await bounded(upright, 8), numbered);
  return inSrgb(await bounded(upright.toColourspace('rgb16'), 16), numbered);
}

async function inSrgb(pixels: Pixels, profile: Buffer | null): Promise<Pixels> {
  if (!profile) return pixels;
  const labelled = sharp(tiff(pixels, profile), READING);
  return raw(pixels.bits === 16 ? outOfP3(labelled) : srgb(labelled), 8);
}

function srgb(picture: Sharp): Sharp {
  return picture.toColourspace('srgb');
}

/** sharp brings pictures of 16 bits that have a profile into Display P3 to work on, and leaves them there if not told. */
function outOfP3(picture: Sharp): Sharp {
  return srgb(picture).withIccProfile('srgb', { attach: false });
}

async function bounded(picture: Sharp, bits: 8 | 16): Promise<Pixels> {
  const { autoOrient, width, height } = await picture.metadata();
  const { width: wide, height: tall } = autoOrient ?? { width, height };
  const scale = Math.min(1, Math.sqrt(MASTER_PIXELS / (wide * tall)), TALLEST / Math.max(wide, tall));
  if (scale === 1) return raw(picture, bits);
  const size = {
    width: Math.max(1, Math.round(wide * scale)),
    height: Math.max(1, Math.round(tall * scale)),
  };
  return raw(picture.resize({ ...size, fit: 'fill' }), bits);
}

async function raw(picture: Sharp, bits: 8 | 16): Promise<Pixels> {
  const depth = bits === 8 ? 'uchar' : 'ushort';
  const { data, info } = await picture.raw({ depth }).toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: channelsOf(info), bits };
}

function channelsOf({ channels }: OutputInfo): Pixels['channels'] {
  if (channels === 1 || channels === 2 || channels === 3 || channels === 4) return channels;
  throw new Error(`${channels} channels`);
}

/** The pixels as something to work on further. */
export function asInput({ data, width, height, channels }: Pixels): Sharp {
  return sharp(data, { raw: { width, height, channels }, limitInputPixels: READING.limitInputPixels });
}

function isOpaque({ data }: Pixels): boolean {
  for (let at = 3; at < data.length; at += 4) if (data[at] !== 255) return false;
  return true;
}

function withoutAlpha({ data, width, height, bits }: Pixels): Pixels {
  const rgb = Buffer.allocUnsafe(width * height * 3);
  for (let from = 0, to = 0; from < data.length; from += 4, to += 3) {
    rgb[to] = data[from]!;
    rgb[to + 1] = data[from + 1]!;
    rgb[to + 2] = data[from + 2]!;
  }
  return { data: rgb, width, height, channels: 3, bits };
}
