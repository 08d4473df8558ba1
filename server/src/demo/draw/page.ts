import { createCanvas, type Canvas, type SKRSContext2D } from '@napi-rs/canvas';
import { addFibres, addGrain } from '../../kernel/drawing/paper.ts';
import { seeded, type Random } from '../../kernel/drawing/random.ts';
import { faded, INK, paint, RED_PEN } from './colour.ts';
import { drawLine, drawPath, type Tool } from './pen.ts';
import { oval, traces, type Point } from './path.ts';
import type { Ratio } from './spec.ts';

/** A sheet being drawn on. `unit` is a pixel of a page of 1080 × 1440, smaller on smaller pages. */
export type Page = {
  canvas: Canvas;
  context: SKRSContext2D;
  width: number;
  height: number;
  unit: number;
  hue: number;
  random: Random;
  seed: string;
  language?: string | undefined;
  /** The colour under the drawing, for what hides what is beneath it. */
  paper: string;
};

export type Box = { x: number; y: number; width: number; height: number };
export type Paper = 'cream' | 'white' | 'kraft' | 'graph' | 'lined' | 'dots' | 'tinted';

const SIZES: Record<Ratio, readonly [number, number]> = {
  '3:4': [1080, 1440],
  '1:1': [1080, 1080],
  '4:3': [1080, 810],
};

/** A new sheet; its hue is that given, else one that its seed decides. */
export function newPage(options: {
  ratio: Ratio;
  seed: string;
  hue?: number | undefined;
  language?: string | undefined;
}): Page {
  const [width, height] = SIZES[options.ratio];
  const canvas = createCanvas(width, height);
  const random = seeded(options.seed);
  const hue = options.hue ?? random.branch('hue').whole(0, 359);
  const unit = Math.sqrt(width * height) / Math.sqrt(1080 * 1440);
  return {
    canvas,
    context: canvas.getContext('2d'),
    width,
    height,
    unit,
    hue,
    random,
    seed: options.seed,
    language: options.language,
    paper: '#ffffff',
  };
}

/** Covers the sheet with a paper. */
export function layPaper(page: Page, paper: Paper): void {
  const { context, width, height, hue } = page;
  const colours: Record<Paper, string> = {
    cream: '#faf4e6',
    white: '#fcfaf5',
    kraft: '#d9bd94',
    graph: '#fbf9f2',
    lined: '#fdfaf0',
    dots: '#fbf8f0',
    tinted: paint(0.945, 0.028, hue),
  };
  page.paper = colours[paper];
  context.fillStyle = page.paper;
  context.fillRect(0, 0, width, height);
  if (paper === 'graph') rule(page, { gap: 40, colour: '#c9d9df', both: true });
  if (paper === 'lined') rule(page, { gap: 62, colour: '#bcd0e0', both: false });
  if (paper === 'dots') dots(page);
  if (paper === 'kraft') addFibres(context, { width, height, seed: page.seed });
}

/** A flat surface under a sheet: a cloth of checks, boards, or one colour. */
export function layTable(page: Page): void {
  const { context, width, height, hue, random } = page;
  page.paper = paint(0.86, 0.055, hue);
  context.fillStyle = page.paper;
  context.fillRect(0, 0, width, height);
  const kind = random.branch('table').whole(0, 2);
  context.fillStyle = paint(0.78, 0.075, hue);
  const gap = 90 * page.unit;
  context.globalAlpha = 0.5;
  if (kind === 0) {
    for (let x = 0; x < width; x += gap * 2) context.fillRect(x, 0, gap, height);
    for (let y = 0; y < height; y += gap * 2) context.fillRect(0, y, width, gap);
  } else if (kind === 1) {
    for (let y = 0; y < height; y += gap * 1.8)
      drawPath(context, `M0 ${y}Q${width / 2} ${y + random.bell() * 8} ${width} ${y}`, {
        colour: paint(0.7, 0.07, hue),
        width: 3,
        random,
      });
  } else {
    for (let y = gap / 2, row = 0; y < height + gap; y += gap * 0.9, row++) {
      for (let x = (row % 2) * gap * 0.6; x < width + gap; x += gap * 1.2)
        spot(context, [x, y], 9 * page.unit);
    }
  }
  context.globalAlpha = 1;
}

/** A loose sheet with its shadow on what lies below; draws what is on it in the sheet's own turned square. */
export function laySheet(
  page: Page,
  sheet: Box & { colour: string; turn?: number; corner?: number },
  draw: () => void,
): void {
  const { context, unit } = page;
  const under = page.paper;
  context.save();
  context.translate(sheet.x + sheet.width / 2, sheet.y + sheet.height / 2);
  context.rotate(sheet.turn ?? 0);
  context.translate(-sheet.x - sheet.width / 2, -sheet.y - sheet.height / 2);
  context.save();
  context.shadowColor = 'rgba(60, 40, 20, 0.32)';
  context.shadowBlur = 26 * unit;
  context.shadowOffsetY = 9 * unit;
  context.fillStyle = sheet.colour;
  context.beginPath();
  context.roundRect(sheet.x, sheet.y, sheet.width, sheet.height, sheet.corner ?? 4 * unit);
  context.fill();
  context.restore();
  page.paper = sheet.colour;
  draw();
  context.restore();
  page.paper = under;
}

/** The last thing on every page: the tooth of its paper. */
export function finish(page: Page): Canvas {
  addGrain(page.context, { width: page.width, height: page.height, seed: 'page', strength: 0.045 });
  return page.canvas;
}

/** A line of a page's own pen. */
export function line(
  page: Page,
  data: string,
  pen: { colour?: string; width?: number; tool?: Tool; wobble?: number } = {},
): void {
  const { colour = INK, width = 4, tool = 'ink', wobble } = pen;
  const scaled = { colour, tool, width: width * page.unit, random: page.random };
  drawPath(page.context, data, wobble === undefined ? scaled : { ...scaled, wobble: wobble * page.unit });
}

/** A ring round something, drawn in one go and past its beginning, as teachers do. */
export function ring(page: Page, around: Box, pen: { colour?: string; width?: number } = {}): void {
  const [cx, cy] = [around.x + around.width / 2, around.y + around.height / 2];
  const points: Point[] = [];
  for (let at = 0; at <= 44; at++) {
    const [angle, grow] = [-2 + (at / 40) * Math.PI * 2, 1 + at * 0.0016];
    points.push([
      cx + Math.cos(angle) * (around.width / 2) * grow,
      cy + Math.sin(angle) * (around.height / 2) * grow,
    ]);
  }
  const { colour = RED_PEN, width = 5 } = pen;
  drawLine(page.context, points, {
    tool: 'ballpoint',
    colour,
    width: width * page.unit,
    wobble: 5 * page.unit,
    random: page.random,
  });
}

/** A bent arrow from one point to another. */
export function arrow(
  page: Page,
  ends: { from: Point; to: Point; bend?: number },
  pen: { colour?: string; width?: number } = {},
): void {
  const { from, to, bend = 0.18 } = ends;
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const middle: Point = [(from[0] + to[0]) / 2 - dy * bend, (from[1] + to[1]) / 2 + dx * bend];
  line(page, `M${from.join(' ')}Q${middle.join(' ')} ${to.join(' ')}`, { width: 3.4, ...pen });
  const back = Math.atan2(to[1] - middle[1], to[0] - middle[0]) + Math.PI;
  const tip = Math.min(20 * page.unit, Math.hypot(dx, dy) * 0.4);
  const barb = (turn: number): string =>
    `${to[0] + Math.cos(back + turn) * tip} ${to[1] + Math.sin(back + turn) * tip}`;
  line(page, `M${barb(0.5)}L${to.join(' ')}L${barb(-0.5)}`, { width: 3.4, ...pen });
}

/** An outline of path data filled flat. */
export function fill(page: Page, data: string, colour: string): void {
  const { context } = page;
  context.fillStyle = colour;
  for (const { points } of traces(data)) {
    context.beginPath();
    for (const [at, [x, y]] of points.entries()) {
      if (at === 0) context.moveTo(x, y);
      else context.lineTo(x, y);
    }
    context.fill();
  }
}

/** A strip of paper tape. */
export function tape(page: Page, at: Box & { turn: number; colour: string }): void {
  const { context } = page;
  context.save();
  context.translate(at.x + at.width / 2, at.y + at.height / 2);
  context.rotate(at.turn);
  const [w, h] = [at.width / 2, at.height / 2];
  const teeth = (x: number, way: number): string =>
    Array.from(
      { length: 6 },
      (_, tooth) => `L${x + (tooth % 2 ? 5 : 0) * page.unit} ${way * h - (way * h * 2 * (tooth + 1)) / 6}`,
    ).join('');
  fill(page, `M${-w} ${-h}L${w} ${-h}${teeth(w, -1)}L${-w} ${h}${teeth(-w, 1)}Z`, faded(at.colour, 0.82));
  for (let x = -w + 14 * page.unit; x < w; x += 28 * page.unit)
    fill(page, `M${x} ${-h}h${9 * page.unit}v${h * 2}h${-9 * page.unit}Z`, faded('#ffffff', 0.35));
  context.restore();
}

/** The outline of a box with round corners, as path data. */
export function rounded({ x, y, width, height }: Box, radius: number): string {
  const r = Math.min(radius, width / 2, height / 2);
  return (
    `M${x + r} ${y}L${x + width - r} ${y}Q${x + width} ${y} ${x + width} ${y + r}L${x + width} ${y + height - r}` +
    `Q${x + width} ${y + height} ${x + width - r} ${y + height}L${x + r} ${y + height}` +
    `Q${x} ${y + height} ${x} ${y + height - r}L${x} ${y + r}Q${x} ${y} ${x + r} ${y}Z`
  );
}

export function spot(context: SKRSContext2D, [x, y]: Point, radius: number): void {
  context.beginPath();
  context.arc(x, y, radius, 0, Math.PI * 2);
  context.fill();
}

export { oval };

function rule(page: Page, { gap, colour, both }: { gap: number; colour: string; both: boolean }): void {
  const { context, width, height, unit } = page;
  context.strokeStyle = colour;
  context.lineWidth = 1.6;
  context.beginPath();
  for (let y = gap * unit; y < height; y += gap * unit) {
    context.moveTo(0, y);
    context.lineTo(width, y);
  }
  for (let x = gap * unit; both && x < width; x += gap * unit) {
    context.moveTo(x, 0);
    context.lineTo(x, height);
  }
  context.stroke();
}

function dots({ context, width, height, unit }: Page): void {
  context.fillStyle = '#c8cfd0';
  for (let y = 36 * unit; y < height; y += 36 * unit) {
    for (let x = 36 * unit; x < width; x += 36 * unit) spot(context, [x, y], 2 * unit);
  }
}
