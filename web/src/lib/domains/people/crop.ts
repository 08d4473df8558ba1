/** A square looked at in a picture: its middle and its side, in the picture's own pixels. */
export interface Square {
  x: number;
  y: number;
  side: number;
}

export interface Size {
  width: number;
  height: number;
}

/** The closest look: four times, or less where the API would not take so small a part. */
const CLOSEST = 4;
const SMALLEST_PART = 0.05;

/** The largest square in the middle. */
export function wholeSquare({ width, height }: Size): Square {
  return { x: width / 2, y: height / 2, side: Math.min(width, height) };
}

/** How often the largest square's side a square's goes into it: 1 for the whole, 4 for the closest look. */
export function zoomOf({ side }: Square, size: Size): number {
  return Math.min(size.width, size.height) / side;
}

/** The same middle, looked at so closely; the picture always fills the square. */
export function zoomed(square: Square, size: Size, zoom: number): Square {
  const short = Math.min(size.width, size.height);
  const smallest = Math.min(
    short,
    Math.max(short / CLOSEST, Math.max(size.width, size.height) * SMALLEST_PART),
  );
  const side = Math.min(short, Math.max(smallest, short / zoom));
  return inside({ ...square, side }, size);
}

/** Moved by pixels of the picture, as far as it goes. */
export function moved(square: Square, size: Size, by: { x: number; y: number }): Square {
  return inside({ ...square, x: square.x + by.x, y: square.y + by.y }, size);
}

/** The square as the API wants it: fractions of the picture. */
export function cropOf(
  { x, y, side }: Square,
  { width, height }: Size,
): { x: number; y: number; width: number; height: number } {
  return {
    x: (x - side / 2) / width,
    y: (y - side / 2) / height,
    width: side / width,
    height: side / height,
  };
}

function inside({ x, y, side }: Square, { width, height }: Size): Square {
  const within = (at: number, length: number) => Math.min(length - side / 2, Math.max(side / 2, at));
  return { x: within(x, width), y: within(y, height), side };
}
