import { paint } from '../colour.ts';
import { layPaper, line, type Box, type Page } from '../page.ts';
import { heading, remark } from '../parts.ts';
import type { Params } from '../spec.ts';
import { linesOf, sizeFor, widthOf, write } from '../writing.ts';

type Table = Params<'price-table'>;
type Manner = { ink: string; last: string; tool: 'marker' | 'crayon' };

/** A hand-lettered table: on brown paper, or in chalk on a board. */
export function drawPriceTable(page: Page, table: Table): void {
  const { width, height, unit, hue } = page;
  const board = page.random.branch('board').next() < 0.4;
  const manner: Manner = board
    ? { ink: '#f5f0e2', last: '#f7dc87', tool: 'crayon' }
    : { ink: '#3a2b1f', last: paint(0.46, 0.16, hue), tool: 'marker' };
  if (board) slate(page);
  else layPaper(page, page.random.branch('paper').next() < 0.5 ? 'kraft' : 'cream');
  const inner = { x: 84 * unit, width: width - 168 * unit };
  const top = heading(page, table.title, {
    ...inner,
    y: 78 * unit,
    height: 150 * unit,
    colour: manner.ink,
    max: 100,
  });
  const bottom = height - (table.note ? 176 : 80) * unit;
  grid(page, table, { at: { ...inner, y: top + 14 * unit, height: bottom - top - 14 * unit }, manner });
  if (table.note)
    remark(page, table.note, {
      x: inner.x,
      y: bottom + 34 * unit,
      width: inner.width,
      height: 92 * unit,
      colour: board ? '#f4b9b0' : paint(0.42, 0.12, hue + 150),
    });
}

function grid(page: Page, table: Table, { at, manner }: { at: Box; manner: Manner }): void {
  const { unit, context, random, language } = page;
  const rows = [table.columns, ...table.rows];
  const widths = columnWidths(page, rows, at.width);
  const row = Math.min(132 * unit, at.height / rows.length);
  let size = 56 * unit;
  for (const cells of rows) {
    for (const [column, text] of cells.entries()) {
      const room = { width: widths[column]! - 26 * unit, across: row * 0.92, max: size, min: 17 * unit };
      size = Math.min(size, Math.max(sizeFor(context, text, { colour: '', language, ...room }), 34 * unit));
    }
  }
  for (const [index, cells] of rows.entries()) {
    const y = at.y + index * row;
    let x = at.x;
    for (const [column, text] of cells.entries()) {
      const own = sizeFor(context, text, {
        colour: '',
        language,
        width: widths[column]! - 20 * unit,
        across: row * 0.94,
        max: size,
        min: 15 * unit,
      });
      const script = {
        size: own,
        language,
        tool: manner.tool,
        colour: column === cells.length - 1 && index > 0 ? manner.last : manner.ink,
      };
      const lines = linesOf(context, text, { ...script, width: widths[column]! - 20 * unit }).length;
      const down = (row - lines * own * 1.35) / 2;
      const align = column === cells.length - 1 && isPrice(table) ? ('right' as const) : ('left' as const);
      write(context, text, {
        ...script,
        x: x + 8 * unit,
        y: y + down,
        width: widths[column]! - 20 * unit,
        align,
        random,
        weight: index === 0 ? 1.25 : 1,
      });
      x += widths[column]!;
    }
    const heavy = index === 0;
    line(page, `M${at.x} ${y + row}L${at.x + at.width} ${y + row + random.bell() * 4}`, {
      colour: manner.ink,
      width: heavy ? 6 : 2,
      tool: manner.tool,
    });
  }
}

/** Numbers stand under one another at the right; words begin at the left. */
function isPrice({ rows }: Table): boolean {
  const numbers = rows.filter((cells) => /\d/u.test(cells.at(-1) ?? '')).length;
  return numbers * 2 > rows.length;
}

function columnWidths(page: Page, rows: string[][], width: number): number[] {
  const wants = rows[0]!.map((_, column) => {
    const longest = Math.max(
      ...rows.map((cells) =>
        widthOf(page.context, cells[column] ?? '', { size: 40, colour: '', language: page.language }),
      ),
    );
    return Math.max(110, Math.sqrt(longest) * 24);
  });
  const total = wants.reduce((sum, one) => sum + one, 0);
  return wants.map((one) => (one / total) * width);
}

function slate(page: Page): void {
  const { context, width, height, unit } = page;
  page.paper = '#2f443c';
  context.fillStyle = '#a8794a';
  context.fillRect(0, 0, width, height);
  context.fillStyle = page.paper;
  context.fillRect(28 * unit, 28 * unit, width - 56 * unit, height - 56 * unit);
  for (let at = 0; at < 7; at++) {
    const y = page.random.between(0.1, 0.9) * height;
    line(page, `M${60 * unit} ${y}Q${width / 2} ${y - 60 * unit} ${width - 60 * unit} ${y + 20 * unit}`, {
      colour: '#364d44',
      width: page.random.between(30, 90),
      tool: 'marker',
    });
  }
}
