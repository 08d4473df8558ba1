import { BLUE_INK, INK, paint, RED_PEN } from '../colour.ts';
import { fill, laySheet, layTable, line, spot, type Box, type Page } from '../page.ts';
import { heading, remark } from '../parts.ts';
import type { Params } from '../spec.ts';
import { linesOf, sizeFor, write } from '../writing.ts';

type Checklist = Params<'checklist'>;

/** A list on a block of notes: what is done has a tick and a line through it. */
export function drawChecklist(page: Page, { title, items, note }: Checklist): void {
  const { width, height, unit, hue, random } = page;
  layTable(page);
  const sheet = { x: 96 * unit, y: 84 * unit, width: width - 192 * unit, height: height - 150 * unit };
  const colour = random.branch('sheet').pick(['#fffdf2', '#fff6c9', '#f4fbf4', '#fdf3f1'] as const);
  laySheet(page, { ...sheet, colour, turn: random.bell() * 0.018, corner: 10 * unit }, () => {
    fill(page, `M${sheet.x} ${sheet.y}h${sheet.width}v${62 * unit}h${-sheet.width}Z`, paint(0.62, 0.13, hue));
    for (let x = sheet.x + 60 * unit; x < sheet.x + sheet.width - 30 * unit; x += 92 * unit)
      hole(page, x, sheet.y + 31 * unit);
    const inner = { x: sheet.x + 62 * unit, width: sheet.width - 124 * unit };
    const top = heading(page, title, {
      ...inner,
      y: sheet.y + 100 * unit,
      height: 120 * unit,
      align: 'left',
      max: 78,
    });
    const bottom = sheet.y + sheet.height - (note ? 150 : 50) * unit;
    const row = Math.min(132 * unit, (bottom - top) / items.length);
    for (const [at, item] of items.entries())
      drawItem(page, item, { ...inner, y: top + at * row, height: row });
    const at = {
      x: inner.x + inner.width * 0.12,
      y: bottom + 22 * unit,
      width: inner.width * 0.86,
      height: 96 * unit,
    };
    if (note) remark(page, note, { ...at, align: 'right', colour: RED_PEN, turn: -0.02 });
  });
}

function hole(page: Page, x: number, y: number): void {
  const { context, unit } = page;
  context.fillStyle = paint(0.42, 0.08, page.hue);
  spot(context, [x, y], 10 * unit);
  line(page, `M${x} ${y}Q${x - 16 * unit} ${y - 46 * unit} ${x + 2 * unit} ${y - 62 * unit}`, {
    colour: '#77716a',
    width: 6,
  });
}

function drawItem(page: Page, { text, done }: Checklist['items'][number], at: Box): void {
  const { unit, context, language, random } = page;
  const box = Math.min(52 * unit, at.height * 0.56);
  const [x, y] = [at.x, at.y + (at.height - box) / 2];
  line(page, `M${x} ${y}h${box}v${box}h${-box}Z`, { width: 4.4 });
  const room = { width: at.width - box - 34 * unit, across: at.height * 0.92 };
  const script = { colour: done ? '#857d74' : INK, language };
  const size = sizeFor(context, text, { ...script, ...room, max: 54 * unit, min: 20 * unit });
  const lines = linesOf(context, text, { ...script, size, width: room.width });
  const left = x + box + 34 * unit;
  const tall = lines.length * size * 1.4;
  const from = at.y + (at.height - tall) / 2;
  write(context, text, { ...script, size, x: left, y: from, width: room.width, random, leading: 1.4 });
  if (!done) return;
  line(
    page,
    `M${x + box * 0.1} ${y + box * 0.5}Q${x + box * 0.3} ${y + box * 0.7} ${x + box * 0.4} ${y + box * 0.92}Q${x + box * 0.7} ${y + box * 0.2} ${x + box * 1.3} ${y - box * 0.2}`,
    { colour: BLUE_INK, width: 7, tool: 'ballpoint' },
  );
  for (const [row, { width }] of lines.entries()) {
    const middle = from + row * size * 1.4 + size * 0.6;
    line(
      page,
      `M${left - 6 * unit} ${middle}Q${left + width / 2} ${middle + random.bell() * 9 * unit} ${left + width + 8 * unit} ${middle - 4 * unit}`,
      { colour: BLUE_INK, width: 3.4, tool: 'ballpoint' },
    );
  }
}
