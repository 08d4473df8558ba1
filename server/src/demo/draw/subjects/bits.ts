import { OF, type Easel } from '../easel.ts';
import { oval, type Point } from '../path.ts';

/** The line things stand on, with a few strokes below it. */
export function ground(easel: Easel, y: number): void {
  easel.ink(`M3 ${y}Q50 ${y - 3} 97 ${y + 1}`, 1);
  easel.ink(`M10 ${y + 4}h12M40 ${y + 3}h9M70 ${y + 5}h14`, 0.5);
}

/** A fir tree standing on a point. */
export function pine(easel: Easel, [x, y]: Point, grow = 1): void {
  easel.ink(`M${x} ${y}v${5 * grow}`, 1.3);
  easel.shape(
    `M${x} ${y - 26 * grow}L${x - 8 * grow} ${y - 12 * grow}L${x - 4 * grow} ${y - 13 * grow}L${x - 11 * grow} ${y}L${x + 11 * grow} ${y}L${x + 4 * grow} ${y - 13 * grow}L${x + 8 * grow} ${y - 12 * grow}Z`,
    OF.deep,
    0.75,
  );
}

/** A tyre with its hub. */
export function wheel(easel: Easel, [x, y]: Point, radius: number): void {
  easel.shape(oval(x, y, radius), OF.stone, 0.6);
  easel.ink(oval(x, y, radius * 0.5), 0.8);
}
