import { graphemes } from '../../../kernel/drawing/units.ts';
import { faded, paint, PENCIL, RED_PEN } from '../colour.ts';
import { laySheet, layTable, line, rounded, type Box, type Page } from '../page.ts';
import { fitted } from '../parts.ts';
import type { Params } from '../spec.ts';

type Card = Params<'name-card'>;

/** A name asked for and given: Han in the squares in which one learns to write, other names on a line. */
export function drawNameCard(page: Page, card: Card): void {
  const { width, height, unit, hue, random } = page;
  layTable(page);
  const sheet = { x: 80 * unit, y: 72 * unit, width: width - 160 * unit, height: height - 144 * unit };
  laySheet(page, { ...sheet, colour: '#fffdf6', turn: random.bell() * 0.014, corner: 34 * unit }, () => {
    const edge = paint(0.6, 0.14, hue);
    line(
      page,
      rounded(
        {
          x: sheet.x + 26 * unit,
          y: sheet.y + 26 * unit,
          width: sheet.width - 52 * unit,
          height: sheet.height - 52 * unit,
        },
        24 * unit,
      ),
      { colour: edge, width: 5 },
    );
    const inner = { x: sheet.x + 76 * unit, width: sheet.width - 152 * unit };
    const asked = fitted(page, card.ask, {
      ...inner,
      y: sheet.y + 78 * unit,
      across: 160 * unit,
      max: 52,
      min: 28,
      align: 'center',
      colour: paint(0.42, 0.1, hue),
    });
    const top = sheet.y + 78 * unit + asked + 40 * unit;
    const foot = card.lines.length * 66 * unit;
    const reading = card.reading ? 84 * unit : 0;
    const bottom = sheet.y + sheet.height - 70 * unit;
    name(page, card.given, { ...inner, y: top, height: bottom - foot - reading - top - 40 * unit });
    const below = bottom - foot - reading - 14 * unit;
    if (card.reading)
      fitted(page, card.reading, {
        ...inner,
        y: below,
        across: 74 * unit,
        max: 58,
        min: 26,
        align: 'center',
        colour: RED_PEN,
      });
    for (const [at, text] of card.lines.entries()) {
      const y = bottom - foot + at * 66 * unit;
      line(page, `M${inner.x} ${y + 26 * unit}l${22 * unit} ${-2 * unit}`, {
        colour: edge,
        width: 7,
        tool: 'marker',
      });
      fitted(page, text, {
        x: inner.x + 44 * unit,
        y,
        width: inner.width - 44 * unit,
        across: 62 * unit,
        max: 46,
        min: 22,
      });
    }
  });
}

function name(page: Page, given: string | undefined, at: Box): void {
  const { unit } = page;
  const all = given ? graphemes(given) : ['？'];
  if (given && (!/^[\p{Script=Han}]+$/u.test(given) || all.length > 4)) {
    fitted(page, given, {
      x: at.x,
      y: at.y + at.height * 0.2,
      width: at.width,
      across: at.height * 0.62,
      max: 240,
      min: 60,
      align: 'center',
      face: 'mashan',
    });
    line(
      page,
      `M${at.x + 30 * unit} ${at.y + at.height * 0.86}L${at.x + at.width - 30 * unit} ${at.y + at.height * 0.86}`,
      { width: 4 },
    );
    return;
  }
  const side = Math.min(at.height, at.width / all.length, 420 * unit);
  const left = at.x + (at.width - side * all.length) / 2;
  const y = at.y + (at.height - side) / 2;
  for (const [index, one] of all.entries()) {
    square(page, { x: left + index * side, y, width: side, height: side });
    const script = given ? { face: 'mashan' as const } : { tool: 'pencil' as const, colour: PENCIL };
    fitted(page, one, {
      ...script,
      x: left + index * side,
      y: y + side * 0.08,
      width: side,
      across: side,
      max: (side / unit) * 0.8,
      align: 'center',
      wobble: 0.5,
    });
  }
}

/** The square with its cross, and the dashed diagonals. */
function square(page: Page, { x, y, width, height }: Box): void {
  const { context, unit } = page;
  const red = '#d4756c';
  line(page, `M${x} ${y}h${width}v${height}h${-width}Z`, { colour: red, width: 4, wobble: 0.8 });
  context.save();
  context.strokeStyle = faded(red, 0.6);
  context.lineWidth = 2 * unit;
  context.setLineDash([12 * unit, 11 * unit]);
  context.beginPath();
  for (const [x1, y1, x2, y2] of [
    [0.5, 0, 0.5, 1],
    [0, 0.5, 1, 0.5],
    [0, 0, 1, 1],
    [1, 0, 0, 1],
  ] as const) {
    context.moveTo(x + x1 * width, y + y1 * height);
    context.lineTo(x + x2 * width, y + y2 * height);
  }
  context.stroke();
  context.restore();
}
