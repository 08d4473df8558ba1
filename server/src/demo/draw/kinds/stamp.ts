import { createCanvas } from '@napi-rs/canvas';
import { rubOut } from '../../../kernel/drawing/paper.ts';
import { drawText, facesFor, textWidth } from '../../../kernel/drawing/setting.ts';
import { graphemes } from '../../../kernel/drawing/units.ts';
import { paint } from '../colour.ts';
import { laySheet, layTable, line, type Page } from '../page.ts';
import type { Params } from '../spec.ts';
import { write } from '../writing.ts';

type Stamp = Params<'stamp'>;
type Spot = { x: number; y: number; radius: number; turn: number };

const COLOURS = { red: '#b81f24', blue: '#23458f', green: '#1f6a45' };

/** A stamp pressed on a form that somebody filled in. */
export function drawStamp(page: Page, stamp: Stamp): void {
  const { width, height, unit, random } = page;
  layTable(page);
  const sheet = { x: width * 0.09, y: height * 0.07, width: width * 0.82, height: height * 0.86 };
  laySheet(page, { ...sheet, colour: '#fbf6e8', turn: random.bell() * 0.018 }, () => {
    form(page, sheet);
    const radius = Math.min(sheet.width, sheet.height) * 0.41;
    pressStamp(page, stamp, {
      x: sheet.x + sheet.width / 2,
      y: sheet.y + sheet.height * 0.5,
      radius,
      turn: random.between(-0.22, -0.08),
    });
    const date = {
      size: 46 * unit,
      colour: COLOURS[stamp.colour],
      language: page.language,
      tool: 'ballpoint' as const,
    };
    write(page.context, stamp.date, {
      ...date,
      x: sheet.x,
      y: sheet.y + sheet.height - 86 * unit,
      width: sheet.width - 50 * unit,
      align: 'right',
      random,
    });
  });
}

/** Presses a round stamp: two rings, words round the edge, words and a star within, and ink that did not take everywhere. */
export function pressStamp(page: Page, stamp: Stamp, spot: Spot): void {
  const side = Math.ceil(spot.radius * 2.2);
  const layer = createCanvas(side, side);
  const context = layer.getContext('2d');
  const colour = COLOURS[stamp.colour];
  context.translate(side / 2, side / 2);
  context.strokeStyle = colour;
  context.fillStyle = colour;
  for (const [share, width] of stamp.ring
    ? ([
        [0.97, 0.05],
        [0.68, 0.016],
      ] as const)
    : ([
        [0.97, 0.045],
        [0.87, 0.014],
      ] as const)) {
    context.lineWidth = spot.radius * width;
    context.beginPath();
    context.arc(0, 0, spot.radius * share, 0, Math.PI * 2);
    context.stroke();
  }
  const inner = spot.radius * (stamp.ring ? 0.6 : 0.8);
  ringWords(page, context, { text: stamp.ring, radius: spot.radius });
  centreWords(page, context, { text: stamp.text, inner });
  context.setTransform(1, 0, 0, 1, 0, 0);
  rubOut(context, { width: side, height: side, seed: 'stamp', strength: 0.55 });
  page.context.save();
  page.context.translate(spot.x, spot.y);
  page.context.rotate(spot.turn);
  page.context.globalAlpha = 0.88;
  page.context.globalCompositeOperation = 'multiply';
  page.context.drawImage(layer, -side / 2, -side / 2);
  page.context.restore();
}

type Context = ReturnType<ReturnType<typeof createCanvas>['getContext']>;

function ringWords(page: Page, context: Context, { text, radius }: { text: string; radius: number }): void {
  if (!text) return;
  const faces = facesFor(text, 'sans', page.language);
  const all = graphemes(`${text} ★ `);
  const natural = all.map((one) => textWidth(context, one, { faces, size: 100, language: page.language }));
  const total = natural.reduce((sum, one) => sum + one, 0);
  const around = Math.PI * 2 * radius * 0.755;
  const size = Math.min(radius * 0.175, (around / total) * 100);
  const spread = around / ((total * size) / 100);
  let angle =
    -Math.PI / 2 -
    ((natural.slice(0, -3).reduce((sum, one) => sum + one, 0) * size) / 100 / around) * spread * Math.PI;
  for (const [at, one] of all.entries()) {
    const width = (natural[at]! * size) / 100;
    const turn = ((width * spread) / around) * Math.PI * 2;
    context.save();
    context.rotate(angle + turn / 2 + Math.PI / 2);
    drawText(context, one, { x: -width / 2, y: -radius * 0.755, faces, size, language: page.language });
    context.restore();
    angle += turn;
  }
}

function centreWords(page: Page, context: Context, { text, inner }: { text: string; inner: number }): void {
  const lines = text.includes('\n') || graphemes(text).length < 5 ? text.split('\n') : halves(text);
  const faces = facesFor(text, 'xiaowei', page.language);
  const type = { faces, language: page.language };
  const widest = Math.max(...lines.map((one) => textWidth(context, one, { ...type, size: 100 })));
  const size = Math.min((inner * 1.5 * 100) / widest, (inner * 1.36) / lines.length, inner * 0.62);
  for (const [at, one] of lines.entries()) {
    const width = textWidth(context, one, { ...type, size });
    const y = (at - (lines.length - 1) / 2) * size * 1.18 + size * 0.36;
    for (const dx of [-size * 0.012, size * 0.012])
      drawText(context, one, { ...type, size, x: -width / 2 + dx, y });
  }
}

function halves(text: string): string[] {
  if (/\s/u.test(text)) return text.split(/\s+/u);
  const all = graphemes(text);
  const half = Math.ceil(all.length / 2);
  return [all.slice(0, half).join(''), all.slice(half).join('')];
}

/** The form under the stamp: boxes and scribbles that say nothing. */
function form(page: Page, sheet: { x: number; y: number; width: number; height: number }): void {
  const { unit, random, context } = page;
  const grey = paint(0.72, 0.02, page.hue);
  const gap = 74 * unit;
  context.fillStyle = grey;
  for (let y = sheet.y + gap; y < sheet.y + sheet.height - gap * 0.7; y += gap)
    context.fillRect(sheet.x + 44 * unit, y, sheet.width - 88 * unit, 2);
  context.fillRect(sheet.x + sheet.width * 0.3, sheet.y + gap, 2, sheet.height - gap * 2);
  for (let y = sheet.y + gap * 1.62; y < sheet.y + sheet.height - gap; y += gap) {
    const to = sheet.x + sheet.width * random.between(0.5, 0.92);
    let path = `M${sheet.x + sheet.width * 0.33} ${y}`;
    for (let x = sheet.x + sheet.width * 0.33; x < to; x += 26 * unit)
      path += `q${7 * unit} ${-random.between(8, 24) * unit} ${13 * unit} 0q${6 * unit} ${random.between(2, 12) * unit} ${13 * unit} 0`;
    line(page, path, { colour: paint(0.5, 0.06, 262), width: 2.6, tool: 'ballpoint' });
    context.fillStyle = grey;
    context.fillRect(sheet.x + 60 * unit, y - 16 * unit, sheet.width * random.between(0.1, 0.18), 11 * unit);
  }
}
