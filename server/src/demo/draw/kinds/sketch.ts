import { paint } from '../colour.ts';
import { arrow, layPaper, line, oval, type Box, type Page } from '../page.ts';
import { fitted, place } from '../parts.ts';
import { layWash } from '../pen.ts';
import { traces, type Point } from '../path.ts';
import { SUBJECTS, type Params } from '../spec.ts';
import { linesOf, sizeFor, write, type Script } from '../writing.ts';
import { drawFeast } from './feast.ts';

type Sketch = Params<'sketch'>;
type Label = { text: string; to: Point };

/** A page of a sketchbook: the subject, words round it with arrows, a caption under it. */
export function drawSketch(page: Page, sketch: Sketch): void {
  const { width, height, unit, random } = page;
  layPaper(page, random.branch('paper').pick(['cream', 'white', 'tinted', 'cream'] as const));
  if (random.branch('binding').next() < 0.4) binding(page);
  const { subject, labels = [], caption } = sketch;
  if (subject === 'table') return drawFeast(page, sketch);
  const shown = subject === 'shirt' && caption?.includes('/') ? undefined : caption;
  const foot = shown ? 190 * unit : 70 * unit;
  const beside = width > height;
  const band = labels.length === 0 ? 40 * unit : beside ? 0 : (width === height ? 170 : 190) * unit;
  const room = { x: 0, y: 60 * unit + band, width, height: height - 60 * unit - foot - band * 2 };
  const side = Math.min(room.height + band * 0.8, beside ? width * 0.64 : width * 0.88);
  const stand = { x: (width - side) / 2, y: room.y + (room.height - side) / 2, side };
  if (SUBJECTS[subject]!.style !== 'crayon') ground(page, stand);
  place(page, subject, { ...stand, labels, ...(caption ? { caption } : {}) });
  const anchors = SUBJECTS[subject]!.anchors;
  const pointed = labels.map((text, at): Label => {
    const [x, y] = anchors[at % anchors.length]!;
    return { text, to: [stand.x + (x * side) / 100, stand.y + (y * side) / 100] };
  });
  if (beside) besideLabels(page, pointed, stand);
  else aboveLabels(page, pointed, { ...room, height: room.height + band * 2, y: 60 * unit, band });
  if (shown) under(page, shown, foot);
}

/** A pale pool of colour behind the subject, as one tries the brush. */
function ground(page: Page, { x, y, side }: { x: number; y: number; side: number }): void {
  const { context, hue, unit } = page;
  const random = page.random.branch('ground');
  const [cx, cy] = [x + side * random.between(0.42, 0.58), y + side * random.between(0.5, 0.62)];
  const blob = oval(cx, cy, side * random.between(0.46, 0.54), side * random.between(0.34, 0.42));
  const wash = {
    colour: paint(0.86, 0.06, hue + random.between(60, 200)),
    strength: 0.34,
    loose: 46 * unit,
    edge: false,
    random,
  };
  layWash(context, traces(blob)[0]!.points, wash);
}

/** The caption, with the dash that people put before one. */
function under(page: Page, caption: string, foot: number): void {
  const { width, height, unit } = page;
  const at = {
    x: 90 * unit,
    y: height - foot + 34 * unit,
    width: width - 180 * unit,
    across: foot - 70 * unit,
  };
  fitted(page, caption, {
    ...at,
    max: 66,
    min: 30,
    align: 'center',
    face: page.random.branch('hand').pick(['kuaile', 'mashan'] as const),
  });
}

/** Words to the left and right of a drawing on a wide page, in the order in which their points stand. */
function besideLabels(page: Page, labels: Label[], stand: { x: number; y: number; side: number }): void {
  const { width, unit } = page;
  const byX = [...labels].sort((one, other) => one.to[0] - other.to[0]);
  const half = Math.ceil(byX.length / 2);
  const column = Math.max(stand.x + stand.side * 0.1, 220 * unit) - 30 * unit;
  for (const [group, left] of [
    [byX.slice(0, half), true],
    [byX.slice(half), false],
  ] as const) {
    const sorted = [...group].sort((one, other) => one.to[1] - other.to[1]);
    const step = (stand.side * 0.9) / Math.max(sorted.length, 1);
    for (const [at, label] of sorted.entries()) {
      const box = {
        x: left ? 34 * unit : width - column - 34 * unit,
        y: stand.y + stand.side * 0.06 + step * at,
        width: column,
        height: Math.min(step * 0.8, 150 * unit),
      };
      note(page, label, { box, align: left ? 'left' : 'right' });
    }
  }
}

/** Words over and under a drawing on a tall page: upper points have theirs above, lower ones below. */
function aboveLabels(page: Page, labels: Label[], room: Box & { band: number }): void {
  const { unit } = page;
  const byY = [...labels].sort((one, other) => one.to[1] - other.to[1]);
  const half = Math.ceil(byY.length / 2);
  const bottom = room.y + room.height - room.band;
  for (const [group, y] of [
    [byY.slice(0, half), room.y],
    [byY.slice(half), bottom],
  ] as const) {
    const sorted = [...group].sort((one, other) => one.to[0] - other.to[0]);
    const step = (room.width - 80 * unit) / Math.max(sorted.length, 1);
    for (const [at, label] of sorted.entries()) {
      const drop = sorted.length > 1 && at % 2 === 1 ? room.band * 0.16 : 0;
      const box = {
        x: 40 * unit + step * at + 8 * unit,
        y: y + 20 * unit + drop,
        width: step - 16 * unit,
        height: room.band * 0.66,
      };
      note(page, label, { box, align: 'center' });
    }
  }
}

/** One label: its words, and an arrow from their nearest edge to the point. */
function note(
  page: Page,
  { text, to }: Label,
  { box, align }: { box: Box; align: 'left' | 'center' | 'right' },
): void {
  const { context, unit, random, language, hue } = page;
  const colour = paint(0.4, 0.11, hue + 190);
  const script: Omit<Script, 'size'> = { colour, language };
  const size = sizeFor(context, text, {
    ...script,
    width: box.width,
    across: box.height,
    max: (page.width > page.height ? 60 : 50) * unit,
    min: 22 * unit,
  });
  const lines = linesOf(context, text, { ...script, size, width: box.width });
  const widest = Math.max(...lines.map((one) => one.width));
  const left =
    align === 'center'
      ? box.x + (box.width - widest) / 2
      : align === 'right'
        ? box.x + box.width - widest
        : box.x;
  const words = {
    x: left - 8 * unit,
    y: box.y,
    width: widest + 16 * unit,
    height: lines.length * size * 1.36,
  };
  clear(page, words);
  write(context, text, { ...script, size, random, x: box.x, y: box.y, width: box.width, align });
  const from = edge(words, to);
  const gap = 16 * unit;
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  if (length < gap * 2) return;
  const end: Point = [
    to[0] - ((to[0] - from[0]) / length) * gap * 0.4,
    to[1] - ((to[1] - from[1]) / length) * gap * 0.4,
  ];
  arrow(page, { from, to: end, bend: random.pick([-0.2, 0.2]) }, { colour, width: 3 });
}

/** Where a drawing reaches under the words, it is paled so that they can be read. */
function clear({ context, paper, unit }: Page, { x, y, width, height }: Box): void {
  context.save();
  context.globalAlpha = 0.62;
  context.fillStyle = paper;
  context.beginPath();
  context.roundRect(x, y, width, height, 14 * unit);
  context.fill();
  context.restore();
}

/** The point of a box's edge that looks towards a point outside. */
function edge({ x, y, width, height }: Box, [tx, ty]: Point): Point {
  const [cx, cy] = [x + width / 2, y + height / 2];
  const [dx, dy] = [tx - cx, ty - cy];
  const scale = Math.min(Math.abs(width / 2 / (dx || 1)), Math.abs((height / 2 + 10) / (dy || 1)), 1);
  return [cx + dx * scale, cy + dy * scale];
}

/** The spiral of a sketchbook along its upper edge. */
function binding(page: Page): void {
  const { width, unit } = page;
  for (let x = 40 * unit; x < width; x += 62 * unit) {
    line(page, oval(x, 30 * unit, 7 * unit), { colour: '#8b857c', width: 5 });
    line(page, `M${x} ${30 * unit}Q${x - 14 * unit} ${-10 * unit} ${x - 4 * unit} ${-30 * unit}`, {
      colour: '#6a655e',
      width: 6,
    });
  }
}
