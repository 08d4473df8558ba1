import { INK, paint } from '../colour.ts';
import { arrow, layPaper, line, oval, spot, type Box, type Page } from '../page.ts';
import { fitted, heading, place, remark } from '../parts.ts';
import { layWash } from '../pen.ts';
import { resample, traces, type Point } from '../path.ts';
import type { Params } from '../spec.ts';
import { linesOf, sizeFor, write } from '../writing.ts';

type Map = Params<'hand-map'>;
type Spot = { name: string; at: Point; sketch?: string | undefined };

/** A map from memory: a wash of land, the way walked in dashes, small drawings where things are. */
export function drawHandMap(page: Page, map: Map): void {
  const { width, height, unit, hue } = page;
  layPaper(page, 'cream');
  const top = heading(page, map.title, {
    x: 70 * unit,
    y: 44 * unit,
    width: width - 140 * unit,
    height: 110 * unit,
    max: 76,
    align: 'left',
  });
  const foot = map.note ? 120 * unit : 40 * unit;
  const area = { x: 60 * unit, y: top + 6 * unit, width: width - 120 * unit, height: height - top - foot };
  land(page, area);
  const side = Math.sqrt(area.width * area.height) * (map.places.length > 6 ? 0.17 : 0.2);
  const inset = {
    x: area.x + side * 0.7,
    y: area.y + side * 0.52,
    width: area.width - side * 1.4,
    height: area.height - side * 1.35,
  };
  const [across, down] = [spread(map.places.map((one) => one.x)), spread(map.places.map((one) => one.y))];
  const spots = map.places.map(({ name, x, y, sketch }): Spot => ({
    name,
    sketch,
    at: [inset.x + across(x) * inset.width, inset.y + down(y) * inset.height],
  }));
  road(
    page,
    map.path.map((at) => spots[at]!.at),
  );
  for (const [at, one] of spots.entries())
    drawSpot(page, one, { side, area, number: map.path.indexOf(at), hue: hue + at * 50 });
  compass(page, { x: width - 96 * unit, y: top - 44 * unit });
  if (map.note)
    remark(page, map.note, {
      x: width * 0.24,
      y: height - foot + 10 * unit,
      width: width * 0.7,
      height: foot - 34 * unit,
      align: 'right',
    });
}

/** Places are told in parts of some paper; here they take all there is, unless they lie nearly in a row. */
function spread(values: number[]): (value: number) => number {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  if (high - low < 18) return (value) => 0.5 + (value - (low + high) / 2) / 40;
  return (value) => (value - low) / (high - low);
}

/** Two washes, as of a park and of water, so that the paper is a place. */
function land(page: Page, { x, y, width, height }: Box): void {
  const { context, hue, random, unit } = page;
  const patch = ([cx, cy]: Point, [rx, ry]: Point): Point[] =>
    traces(oval(x + width * cx, y + height * cy, width * rx, height * ry))[0]!.points;
  const [first, second] = [random.between(0.2, 0.4), random.between(0.62, 0.82)];
  layWash(context, patch([first, second], [0.24, 0.16]), {
    colour: paint(0.82, 0.08, 140),
    strength: 0.4,
    loose: 34 * unit,
    edge: false,
    random,
  });
  layWash(context, patch([1 - first, 1 - second + 0.1], [0.26, 0.15]), {
    colour: paint(0.86, 0.05, hue),
    strength: 0.4,
    loose: 34 * unit,
    edge: false,
    random,
  });
  const water = `M${x + width * random.between(0.5, 0.9)} ${y - 10}Q${x + width * 0.2} ${y + height * 0.4} ${x + width * random.between(0.5, 1)} ${y + height}`;
  for (const part of traces(water)) {
    context.save();
    context.globalAlpha = 0.35;
    context.strokeStyle = '#a9cbe0';
    context.lineWidth = 44 * unit;
    context.lineCap = 'round';
    context.beginPath();
    for (const [at, [px, py]] of part.points.entries()) {
      if (at === 0) context.moveTo(px, py);
      else context.lineTo(px, py);
    }
    context.stroke();
    context.restore();
  }
}

/** The way: pale and wide beneath, dashes of pen above, bending a little between the places. */
function road(page: Page, stops: Point[]): void {
  const { context, unit, hue, random } = page;
  for (let at = 1; at < stops.length; at++) {
    const [from, to] = [stops[at - 1]!, stops[at]!];
    const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
    const bend = (at % 2 === 0 ? 1 : -1) * random.between(0.06, 0.16);
    const curve = `M${from.join(' ')}Q${(from[0] + to[0]) / 2 - dy * bend} ${(from[1] + to[1]) / 2 + dx * bend} ${to.join(' ')}`;
    line(page, curve, { colour: paint(0.9, 0.04, hue + 60), width: 26, tool: 'marker' });
    const points = resample(traces(curve)[0]!.points, 30 * unit);
    context.fillStyle = paint(0.5, 0.16, 25);
    for (let dash = 0; dash + 1 < points.length; dash += 2) {
      const [[ax, ay], [bx, by]] = [points[dash]!, points[dash + 1]!];
      line(page, `M${ax} ${ay}L${ax + (bx - ax) * 0.8} ${ay + (by - ay) * 0.8}`, {
        colour: paint(0.5, 0.16, 25),
        width: 6,
      });
    }
  }
}

function drawSpot(
  page: Page,
  { name, at: [x, y], sketch }: Spot,
  frame: { side: number; area: Box; number: number; hue: number },
): void {
  const { context, unit, language, random } = page;
  const { side, area } = frame;
  let below = y + 20 * unit;
  if (sketch) {
    context.fillStyle = page.paper;
    context.globalAlpha = 0.86;
    spot(context, [x, y], side * 0.5);
    context.globalAlpha = 1;
    const hue = page.hue;
    page.hue = frame.hue;
    place(page, sketch, {
      x: x - side * 0.42,
      y: y - side * 0.46,
      side: side * 0.84,
      small: true,
      style: 'wash',
    });
    page.hue = hue;
    below = y + side * 0.42;
  } else {
    context.fillStyle = paint(0.56, 0.18, 25);
    spot(context, [x, y], 15 * unit);
    line(page, oval(x, y, 17 * unit), { width: 4 });
  }
  const wide = Math.min(side * 1.75, 330 * unit);
  const script = { colour: INK, language, width: wide };
  const size = sizeFor(context, name, { ...script, across: 96 * unit, max: 42 * unit, min: 21 * unit });
  const lines = linesOf(context, name, { ...script, size });
  const widest = Math.max(...lines.map((one) => one.width));
  const left = Math.min(
    Math.max(x - wide / 2, area.x - 20 * unit - (wide - widest) / 2),
    area.x + area.width + 20 * unit - wide + (wide - widest) / 2,
  );
  const panel = {
    x: left + (wide - widest) / 2 - 8 * unit,
    y: below - 2 * unit,
    width: widest + 16 * unit,
    height: lines.length * size * 1.36,
  };
  context.fillStyle = page.paper;
  context.globalAlpha = 0.8;
  context.beginPath();
  context.roundRect(panel.x, panel.y, panel.width, panel.height, 12 * unit);
  context.fill();
  context.globalAlpha = 1;
  write(context, name, { ...script, size, x: left, y: below, align: 'center', random, leading: 1.36 });
}

function compass(page: Page, { x, y }: { x: number; y: number }): void {
  const { unit } = page;
  arrow(page, { from: [x, y + 44 * unit], to: [x, y - 34 * unit], bend: 0 }, { width: 4 });
  line(page, `M${x - 26 * unit} ${y + 8 * unit}L${x + 26 * unit} ${y + 8 * unit}`, { width: 3 });
  fitted(page, page.language?.startsWith('zh') ? '北' : 'N', {
    x: x - 40 * unit,
    y: y - 82 * unit,
    width: 80 * unit,
    across: 46 * unit,
    max: 36,
    align: 'center',
  });
}
