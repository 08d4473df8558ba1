import type { Sharp } from 'sharp';
import { asInput } from './decode.ts';
import { SHARE, type Crop } from './measures.ts';
import { pieceOf, wholeOf, type Size } from './plan.ts';
import type { Pixels } from './tiff.ts';

/** Under what is see-through: the product's paper. */
const PAPER = '#FBF8F3';
/** Pictures nearly as wide as a preview fill it. */
const FILLS = { narrowest: 1.6, widest: 2.3 } as const;
/** The ground is scaled up from this, which blurs it too. */
const GROUND = { width: 120, height: 63 } as const;

/**
 * The preview that other sites show beside a link, 1200 × 630. The picture stands whole in the middle, so that a text
 * card can be read and a preview cut to a square keeps it; what is left and right of it is its own colours, blurred.
 */
export async function composeShare(pixels: Pixels, crop?: Crop | null): Promise<Sharp> {
  const piece = crop ? pieceOf(pixels, crop) : wholeOf(pixels);
  const picture = () => asInput(pixels).extract(piece).flatten({ background: PAPER }).toColourspace('srgb');
  const encoded = { quality: 80, mozjpeg: false } as const;
  if (fills(piece))
    return picture()
      .resize({ ...SHARE, fit: 'cover' })
      .jpeg(encoded);
  const small = await raw(
    picture()
      .resize({ ...GROUND, fit: 'cover' })
      .blur(5)
      .modulate({ brightness: 0.92 }),
  );
  const ground = await raw(asInput(small).resize({ ...SHARE, fit: 'fill' }));
  const front = await raw(picture().resize({ ...SHARE, fit: 'inside' }));
  const input = front.data;
  const { width, height, channels } = front;
  return asInput(ground)
    .composite([{ input, raw: { width, height, channels }, gravity: 'centre' }])
    .jpeg(encoded);
}

function fills({ width, height }: Size): boolean {
  const ratio = width / height;
  return ratio >= FILLS.narrowest && ratio <= FILLS.widest;
}

async function raw(picture: Sharp): Promise<Pixels> {
  const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true });
  return {
    data,
    width: info.width,
    height: info.height,
    channels: info.channels as Pixels['channels'],
    bits: 8,
  };
}
