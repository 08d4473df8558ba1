/**
 * The numbers of the picture pipeline: what is accepted, and what is made of it. Sizes and formats were chosen by
 * measurement; the table is in docs/pictures.md and `npm run bench -- pictures` prints it anew.
 */

import type { Crop, Role } from '../../../providers/pictures/pictures.ts';

export type { Crop, Role };

export const LIMITS = {
  /** Bytes of one uploaded file. */
  bytes: 30 * 1024 * 1024,
  /** Pixels of one picture. */
  pixels: 60_000_000,
  /** Pixels of all frames of an animation together: frames are small and many. */
  framePixels: 120_000_000,
  /** Frames of an animation. */
  frames: 1_000,
  /** Pictures of one note. */
  perNote: 18,
} as const;

/**
 * What a rendition is for.
 * - `card`: in a list, cut to 3:4…4:3 from the middle. Still.
 * - `note`: on the note's own page, at its own ratio. Still.
 * - `motion`: the whole animation, at its own ratio.
 * - `avatar`: a square.
 * - `share`: for link previews elsewhere (Open Graph), which want JPEG.
 */

/**
 * Widths in pixels that `srcset` asks for: a card of a two-column feed at 390 px is 183 px wide (366 at 2×, 549 at
 * 3×) and about 245 px on a desktop of 1280 px; a note fills a phone (780 at 2×, 1170 at 3×) or has up to 800 px of a
 * desktop (1600 at 2×).
 */
export const WIDTHS = {
  card: [256, 384, 560],
  note: [800, 1200, 1600],
  motion: [720],
  avatar: [64, 128, 288],
} as const satisfies Record<Exclude<Role, 'share'>, readonly number[]>;

/** Width divided by height: what a card may show at its own ratio. */
export const CARD_RATIOS = { tallest: 3 / 4, widest: 4 / 3 } as const;
/** What those who show previews of links ask for. */
export const SHARE = { width: 1200, height: 630 } as const;

/** A rendition of a very long picture (a chat in one screenshot) stays under the 16,383 that WebP can hold. */
export const TALLEST = 16_000;

/**
 * The sanitised copy that a later crop is rendered from, never served: the 12 megapixels of a phone stay whole. By
 * area and not by side, since a long screenshot would become unreadable.
 */
export const MASTER_PIXELS = 12_600_000;
export const MOTION_MASTER_WIDTH = 1_280;

/** The biggest piece of that ratio (width divided by height) from the middle, in fractions of the upright picture. */
export function middleCrop(picture: { width: number; height: number }, ratio: number): Crop {
  const own = picture.width / picture.height;
  if (own > ratio) return { x: (1 - ratio / own) / 2, y: 0, width: ratio / own, height: 1 };
  return { x: 0, y: (1 - own / ratio) / 2, width: 1, height: own / ratio };
}
