import type { Crop } from '../notes/compose/content.ts';

/** Shapes a picture can be cut to: width by height, or free. */
export const SHAPES = { '3:4': 3 / 4, '1:1': 1, '4:3': 4 / 3, free: null } as const;
export type Shape = keyof typeof SHAPES;
export type Corner = 'nw' | 'ne' | 'sw' | 'se';

/** The smallest part of a picture, in fractions of its sides. */
const LEAST = 0.05;
export const WHOLE: Crop = { x: 0, y: 0, width: 1, height: 1 };

export interface Size {
  width: number;
  height: number;
}

/** The largest piece of a shape (width by height, null for free) around the middle of what was cut out before. */
export function largest(size: Size, ratio: number | null, around: Crop = WHOLE): Crop {
  if (ratio === null) return around;
  const own = ratio / (size.width / size.height);
  const width = Math.min(1, own);
  const height = Math.min(1, 1 / own);
  return within({
    x: around.x + around.width / 2 - width / 2,
    y: around.y + around.height / 2 - height / 2,
    width,
    height,
  });
}

/** The same piece elsewhere, never beyond the picture. */
export function moved(crop: Crop, dx: number, dy: number): Crop {
  return within({ ...crop, x: crop.x + dx, y: crop.y + dy });
}

export interface Draw {
  corner: Corner;
  to: { x: number; y: number };
  ratio?: number | null;
}

/**
 * The piece with one corner drawn to a point (fractions), its opposite corner staying where it is. With a ratio the
 * shape is kept.
 */
export function drawn(crop: Crop, { corner, to, ratio = null }: Draw): Crop {
  const west = corner === 'nw' || corner === 'sw';
  const north = corner === 'nw' || corner === 'ne';
  const fixed = { x: west ? crop.x + crop.width : crop.x, y: north ? crop.y + crop.height : crop.y };
  const room = { width: west ? fixed.x : 1 - fixed.x, height: north ? fixed.y : 1 - fixed.y };
  let width = clamp(west ? fixed.x - to.x : to.x - fixed.x, LEAST, room.width);
  let height = clamp(north ? fixed.y - to.y : to.y - fixed.y, LEAST, room.height);
  if (ratio !== null) {
    // In fractions a shape is the ratio of the piece's own two fractions.
    width = Math.min(Math.max(width, height * ratio), room.width, room.height * ratio);
    height = width / ratio;
  }
  return { x: west ? fixed.x - width : fixed.x, y: north ? fixed.y - height : fixed.y, width, height };
}

/** Whether it is as good as the whole picture. */
export function isWhole({ width, height }: Crop): boolean {
  return width > 0.995 && height > 0.995;
}

/** As the API takes it: inside the picture in spite of rounding. */
export function sent({ x, y, width, height }: Crop): Crop {
  const round = (value: number) => Math.floor(value * 1e5) / 1e5;
  return {
    x: round(x),
    y: round(y),
    width: Math.max(LEAST, round(width)),
    height: Math.max(LEAST, round(height)),
  };
}

function within(crop: Crop): Crop {
  return { ...crop, x: clamp(crop.x, 0, 1 - crop.width), y: clamp(crop.y, 0, 1 - crop.height) };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
