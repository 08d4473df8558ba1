import { paint } from '../colour.ts';
import { drawMood } from '../faces.ts';
import { line, spot, type Page } from '../page.ts';
import { fitted, heading } from '../parts.ts';
import type { Params } from '../spec.ts';

/** Nine stickers on a backing sheet, each a fruit in a mood and what it says. */
export function drawStickers(page: Page, { title, items }: Params<'stickers'>): void {
  const { context, width, height, unit, hue, random } = page;
  page.paper = paint(0.93, 0.045, hue);
  context.fillStyle = page.paper;
  context.fillRect(0, 0, width, height);
  context.fillStyle = paint(0.89, 0.06, hue);
  for (let y = 0, row = 0; y < height; y += 54 * unit, row++) {
    for (let x = (row % 2) * 27 * unit; x < width; x += 54 * unit) spot(context, [x, y], 5 * unit);
  }
  const top = title
    ? heading(page, title, {
        x: 80 * unit,
        y: 40 * unit,
        width: width - 160 * unit,
        height: 90 * unit,
        max: 70,
      })
    : 40 * unit;
  const [cellX, cellY] = [(width - 60 * unit) / 3, (height - top - 36 * unit) / 3];
  for (const [at, { face, text }] of items.entries()) {
    const centre = {
      x: 30 * unit + (at % 3) * cellX + cellX / 2,
      y: top + Math.floor(at / 3) * cellY + cellY / 2,
    };
    const side = Math.min(cellX * 0.86, cellY * 0.72);
    context.save();
    context.translate(centre.x, centre.y);
    context.rotate(random.bell() * 0.05);
    backing(page, side, cellY);
    drawMood(page, face, { x: -side * 0.42, y: -cellY * 0.46, side: side * 0.84, hue: hue + at * 41 });
    const words = { x: -side * 0.56, y: cellY * 0.2, width: side * 1.12, across: cellY * 0.2 };
    fitted(page, text, { ...words, max: 56, min: 22, align: 'center' });
    context.restore();
  }
}

/** The white border that a sticker is cut with, and the line of the knife. */
function backing(page: Page, side: number, tall: number): void {
  const { context, unit } = page;
  context.save();
  context.shadowColor = 'rgba(60, 40, 30, 0.25)';
  context.shadowBlur = 14 * unit;
  context.shadowOffsetY = 5 * unit;
  context.fillStyle = '#fffdf8';
  context.beginPath();
  context.roundRect(-side * 0.6, -tall * 0.47, side * 1.2, tall * 0.9, side * 0.26);
  context.fill();
  context.restore();
  const [x, y, w, h, r] = [-side * 0.6, -tall * 0.47, side * 1.2, tall * 0.9, side * 0.26];
  line(page, `M${x + r} ${y + 7}L${x + w - r} ${y + 7}M${x + r} ${y + h - 7}L${x + w - r} ${y + h - 7}`, {
    colour: '#e6ded0',
    width: 2,
  });
}
