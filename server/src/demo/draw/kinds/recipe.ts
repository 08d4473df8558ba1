import { paint, RED_PEN } from '../colour.ts';
import { fill, laySheet, layTable, line, spot, type Box, type Page } from '../page.ts';
import { fitted, heading, place, remark } from '../parts.ts';
import type { Params } from '../spec.ts';

type Recipe = Params<'recipe'>;

/** A recipe on a card, with a spot of grease where it always lay beside the stove. */
export function drawRecipe(page: Page, recipe: Recipe): void {
  const { width, height, unit, random } = page;
  layTable(page);
  const sheet = { x: 62 * unit, y: 56 * unit, width: width - 124 * unit, height: height - 112 * unit };
  laySheet(page, { ...sheet, colour: '#fffaf0', turn: random.bell() * 0.012, corner: 22 * unit }, () => {
    fill(page, `M${sheet.x} ${sheet.y + 208 * unit}h${sheet.width}v${4 * unit}h${-sheet.width}Z`, '#d98a84');
    const side = (height > width ? 300 : 250) * unit;
    heading(page, recipe.title, {
      x: sheet.x + 56 * unit,
      y: sheet.y + 54 * unit,
      width: sheet.width - side - 60 * unit,
      height: 120 * unit,
      align: 'left',
    });
    page.context.fillStyle = page.paper;
    page.context.beginPath();
    page.context.arc(sheet.x + sheet.width - side * 0.58, sheet.y + side * 0.56, side * 0.5, 0, Math.PI * 2);
    page.context.fill();
    place(page, recipe.sketch, {
      x: sheet.x + sheet.width - side * 1.06,
      y: sheet.y + side * 0.08,
      side: side * 0.96,
      small: true,
    });
    stain(page, sheet);
    body(page, recipe, sheet);
  });
}

function body(page: Page, recipe: Recipe, sheet: Box): void {
  const { unit, width, height } = page;
  const bottom = sheet.y + sheet.height - (recipe.note ? 150 : 56) * unit;
  const top = sheet.y + 250 * unit;
  const tall = height > width;
  const left = { x: sheet.x + 56 * unit, width: tall ? sheet.width * 0.6 : sheet.width * 0.4 };
  const split = tall ? top + (bottom - top) * share(recipe) : bottom;
  ingredients(page, recipe.ingredients, { ...left, y: top, height: split - top - 20 * unit });
  const right = tall
    ? { x: left.x, y: split + 10 * unit, width: sheet.width - 112 * unit, height: bottom - split - 10 * unit }
    : {
        x: left.x + left.width + 40 * unit,
        y: top + 40 * unit,
        width: sheet.width - left.width - 152 * unit,
        height: bottom - top - 40 * unit,
      };
  steps(page, recipe.steps, right);
  if (recipe.note) {
    const at = {
      x: sheet.x + sheet.width * 0.14,
      y: bottom + 18 * unit,
      width: sheet.width * 0.72,
      height: 84 * unit,
    };
    remark(page, recipe.note, { ...at, taped: true, turn: -0.012 });
  }
}

/** Ingredients take less room than steps of the same number, because they are short. */
function share({ ingredients: things, steps: doing }: Recipe): number {
  return Math.min(0.62, Math.max(0.34, things.length / (things.length + doing.length * 1.25)));
}

function ingredients(page: Page, things: string[], at: Box): void {
  const { unit, hue, context } = page;
  const row = Math.min(76 * unit, at.height / Math.max(things.length, 1));
  for (const [index, thing] of things.entries()) {
    const y = at.y + index * row;
    context.fillStyle = paint(0.66, 0.14, hue + index * 24);
    spot(context, [at.x + 8 * unit, y + row * 0.42], 8 * unit);
    fitted(page, thing, {
      x: at.x + 34 * unit,
      y,
      width: at.width - 34 * unit,
      across: row,
      max: Math.min(46, (row / unit) * 0.72),
      min: 20,
    });
  }
}

function steps(page: Page, doing: string[], at: Box): void {
  const { unit, hue } = page;
  const row = at.height / Math.max(doing.length, 1);
  for (const [index, step] of doing.entries()) {
    const y = at.y + index * row;
    fitted(page, `${index + 1}`, {
      x: at.x - 6 * unit,
      y: y - 4 * unit,
      width: 60 * unit,
      across: row,
      max: 58,
      colour: paint(0.56, 0.15, hue),
    });
    fitted(page, step, {
      x: at.x + 62 * unit,
      y,
      width: at.width - 62 * unit,
      across: row - 10 * unit,
      max: 46,
      min: 20,
    });
  }
  line(page, `M${at.x} ${at.y - 18 * unit}L${at.x + at.width} ${at.y - 20 * unit}`, {
    colour: RED_PEN,
    width: 2,
  });
}

function stain(page: Page, { x, y, width, height }: Box): void {
  const { context, random, unit } = page;
  const radius = random.between(50, 84) * unit;
  const at: [number, number] = [
    x + width * random.between(0.62, 0.9),
    y + height * random.between(0.34, 0.5),
  ];
  context.save();
  context.globalAlpha = 0.12;
  context.strokeStyle = '#8a5a1e';
  context.fillStyle = '#b98138';
  context.lineWidth = 9 * unit;
  context.beginPath();
  context.arc(at[0], at[1], radius, 0.3, 5.8);
  context.stroke();
  context.globalAlpha = 0.05;
  spot(context, at, radius);
  context.restore();
}
