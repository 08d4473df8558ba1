import { faded, paint } from '../colour.ts';
import { layPaper, line, type Box, type Page } from '../page.ts';
import { fitted, heading } from '../parts.ts';
import type { Params } from '../spec.ts';

type Pixel = Params<'pixel'>;

/** A chart for stitches or beads: squares coloured in by pencil, numbers along the edge, the colours used beside it. */
export function drawPixel(page: Page, { title, palette, rows }: Pixel): void {
  const { width, height, unit } = page;
  layPaper(page, 'cream');
  const top = title
    ? heading(page, title, {
        x: 80 * unit,
        y: 44 * unit,
        width: width - 160 * unit,
        height: 100 * unit,
        max: 70,
      })
    : 60 * unit;
  const columns = Math.max(...rows.map((row) => row.length));
  const used = Object.entries(palette).filter(([sign]) => rows.some((row) => row.includes(sign)));
  const beside = width > height;
  const key = 120 * unit;
  const area = {
    x: 90 * unit,
    y: top + 10 * unit,
    width: width - 180 * unit - (beside ? key : 0),
    height: height - top - 90 * unit - (beside ? 0 : key),
  };
  const side = Math.min(area.width / columns, area.height / rows.length);
  const grid = {
    x: area.x + (area.width - side * columns) / 2,
    y: area.y + (area.height - side * rows.length) / 2,
    width: side * columns,
    height: side * rows.length,
  };
  for (const [y, row] of rows.entries()) {
    for (const [x, sign] of Array.from(row).entries()) {
      const colour = palette[sign];
      if (sign !== '.' && colour)
        stitch(page, { x: grid.x + x * side, y: grid.y + y * side, width: side, height: side }, colour);
    }
  }
  lattice(page, grid, side);
  for (const [at, [, colour]] of used.entries()) {
    const spot = beside
      ? { x: width - key - 20 * unit, y: grid.y + at * 96 * unit }
      : { x: width / 2 + (at - used.length / 2) * 110 * unit, y: height - key - 10 * unit };
    stitch(page, { ...spot, width: 70 * unit, height: 70 * unit }, colour);
    line(page, `M${spot.x} ${spot.y}h${70 * unit}v${70 * unit}h${-70 * unit}Z`, { width: 3 });
  }
}

/** A square filled as with a felt pen, and the two threads of a cross stitch over it. */
function stitch({ context, random }: Page, { x, y, width, height }: Box, colour: string): void {
  context.save();
  context.globalAlpha = 0.86 + random.next() * 0.14;
  context.fillStyle = colour;
  context.fillRect(x + random.bell(), y + random.bell(), width, height);
  context.globalAlpha = 0.22;
  context.strokeStyle = '#ffffff';
  context.lineWidth = Math.max(2, width * 0.13);
  context.lineCap = 'round';
  context.beginPath();
  const inset = width * 0.2;
  context.moveTo(x + inset, y + inset);
  context.lineTo(x + width - inset, y + height - inset);
  context.moveTo(x + width - inset, y + inset);
  context.lineTo(x + inset, y + height - inset);
  context.stroke();
  context.restore();
}

function lattice(page: Page, grid: Box, side: number): void {
  const { context, unit } = page;
  const [columns, rows] = [Math.round(grid.width / side), Math.round(grid.height / side)];
  context.strokeStyle = faded(paint(0.6, 0.03, page.hue), 0.55);
  for (const [count, down] of [
    [columns, true],
    [rows, false],
  ] as const) {
    for (let at = 0; at <= count; at++) {
      context.lineWidth = at % 5 === 0 ? 3 * unit : 1.4 * unit;
      context.beginPath();
      const [x, y] = down ? [grid.x + at * side, grid.y] : [grid.x, grid.y + at * side];
      context.moveTo(x, y);
      context.lineTo(down ? x : grid.x + grid.width, down ? grid.y + grid.height : y);
      context.stroke();
      if (at % 5 !== 0 || at === 0) continue;
      const label = down
        ? { x: x - side, y: grid.y + grid.height + 6 * unit }
        : { x: grid.x - 56 * unit, y: y - side };
      fitted(page, String(at), {
        ...label,
        width: down ? side : 48 * unit,
        across: 40 * unit,
        max: 28,
        min: 14,
        align: down ? 'center' : 'right',
        colour: '#80776d',
      });
    }
  }
}
