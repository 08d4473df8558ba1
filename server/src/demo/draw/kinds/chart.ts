import { INK, paint } from '../colour.ts';
import { arrow, layPaper, line, spot, type Box, type Page } from '../page.ts';
import { fitted, heading } from '../parts.ts';
import { hatch } from '../pen.ts';
import type { Point } from '../path.ts';
import type { Params } from '../spec.ts';
import { writeLine, widthOf } from '../writing.ts';

type Chart = Params<'chart'>;
type Scale = { low: number; high: number; step: number };

/** A chart drawn by hand on squared paper, with a remark that points at the place it is about. */
export function drawChart(page: Page, chart: Chart): void {
  const { width, height, unit } = page;
  layPaper(page, 'graph');
  const title = {
    x: 70 * unit,
    y: 48 * unit,
    width: width - 140 * unit - (chart.series.length > 1 ? 300 * unit : 0),
    height: 130 * unit,
  };
  const top = heading(page, chart.title, { ...title, align: 'left', max: 80 });
  if (chart.series.length > 1) legend(page, chart, { x: width - 60 * unit, y: top - 66 * unit });
  if (chart.type === 'pie') {
    const foot = chart.note ? 130 * unit : 40 * unit;
    const point = pie(page, chart, {
      x: 60 * unit,
      y: top + 20 * unit,
      width: width - 120 * unit,
      height: height - top - foot - 40 * unit,
    });
    if (chart.note)
      say(page, chart.note, {
        box: { x: width * 0.42, y: height - foot, width: width * 0.52, height: foot - 30 * unit },
        point,
      });
    return;
  }
  const area = {
    x: 150 * unit,
    y: top + 56 * unit,
    width: width - 220 * unit,
    height: height - top - 190 * unit,
  };
  const point = axes(page, chart, area);
  if (!chart.note) return;
  const left = point[0] > area.x + area.width / 2;
  const box = {
    x: left ? area.x + 30 * unit : area.x + area.width * 0.44,
    y: area.y - 10 * unit,
    width: area.width * 0.56,
    height: area.height * 0.16,
  };
  say(page, chart.note, { box, point });
}

/** The remark in red, and its arrow. */
function say(page: Page, text: string, { box, point }: { box: Box; point: Point }): void {
  const { unit } = page;
  const colour = paint(0.45, 0.17, 25);
  const [tall, right] = [
    fitted(page, text, { ...box, across: box.height, max: 54, min: 26, align: 'center', colour }),
    point[0] > box.x + box.width / 2,
  ];
  const from: Point = [
    box.x + box.width * (right ? 0.72 : 0.28),
    point[1] < box.y ? box.y - 6 * unit : box.y + tall + 8 * unit,
  ];
  arrow(
    page,
    { from, to: point, bend: (point[1] < box.y ? 0.22 : -0.22) * (right ? 1 : -1) },
    { colour, width: 4 },
  );
}

function colourOf(page: Page, at: number): string {
  return paint(at === 0 ? 0.62 : 0.7, 0.15, page.hue + at * 150);
}

/** Bars or lines over axes; gives the point that a remark is about. */
function axes(page: Page, chart: Chart, area: Box): Point {
  const { unit, random } = page;
  const scale = scaleOf(chart);
  const bottom = area.y + area.height;
  const at = (value: number): number =>
    bottom - ((value - scale.low) / (scale.high - scale.low)) * area.height;
  line(
    page,
    `M${area.x} ${area.y - 24 * unit}L${area.x} ${bottom}L${area.x + area.width + 20 * unit} ${bottom}`,
    { width: 5 },
  );
  for (let value = scale.low; value <= scale.high + scale.step / 2; value += scale.step) {
    const label = String(Number(value.toFixed(2)));
    const size = 34 * unit;
    const wide = widthOf(page.context, label, { size, colour: INK });
    writeLine(page.context, label, {
      size,
      colour: INK,
      x: area.x - wide - 20 * unit,
      y: at(value) + size * 0.3,
      random,
    });
    line(page, `M${area.x - 8 * unit} ${at(value)}l${16 * unit} 0`, { width: 3 });
  }
  fitted(page, chart.unit, {
    x: area.x - 130 * unit,
    y: area.y - 78 * unit,
    width: 220 * unit,
    across: 50 * unit,
    max: 38,
    align: 'left',
    colour: '#77706a',
  });
  const step = area.width / chart.labels.length;
  for (const [index, label] of chart.labels.entries()) {
    fitted(page, label, {
      x: area.x + index * step,
      y: bottom + 16 * unit,
      width: step,
      across: 84 * unit,
      max: 36,
      min: 18,
      align: 'center',
    });
  }
  const centre = (index: number): number => area.x + (index + 0.5) * step;
  return chart.type === 'bar'
    ? bars(page, chart, { at, centre, step, bottom })
    : curves(page, chart, { at, centre });
}

type Frame = { at: (value: number) => number; centre: (index: number) => number };

function bars(
  page: Page,
  chart: Chart,
  { at, centre, step, bottom }: Frame & { step: number; bottom: number },
): Point {
  const { context, unit, random } = page;
  const wide = (step * 0.7) / chart.series.length;
  for (const [row, { values }] of chart.series.entries()) {
    for (const [index, value] of values.entries()) {
      const [x, y] = [centre(index) - (wide * chart.series.length) / 2 + row * wide, at(value)];
      const corners: Point[] = [
        [x, bottom],
        [x, y],
        [x + wide, y],
        [x + wide, bottom],
      ];
      hatch(context, corners, {
        tool: 'crayon',
        colour: colourOf(page, row),
        width: 19 * unit,
        gap: 17 * unit,
        random,
      });
      line(page, `M${x} ${bottom}L${x} ${y}L${x + wide} ${y}L${x + wide} ${bottom}`, { width: 4 });
    }
  }
  const { values } = chart.series[0]!;
  const told = tellingPoint(values);
  return [centre(told) - (wide * (chart.series.length - 1)) / 2, at(values[told]!) - 16 * unit];
}

function curves(page: Page, chart: Chart, { at, centre }: Frame): Point {
  const { context, unit } = page;
  for (const [row, { values }] of chart.series.entries()) {
    const points = values.map((value, index): Point => [centre(index), at(value)]);
    line(page, points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join(''), {
      colour: colourOf(page, row),
      width: 8,
      tool: 'marker',
      wobble: 1.5,
    });
    for (const point of points) {
      context.fillStyle = '#fffdf6';
      spot(context, point, 13 * unit);
      context.fillStyle = colourOf(page, row);
      spot(context, point, 9 * unit);
    }
  }
  const { values } = chart.series.at(-1)!;
  const told = tellingPoint(values);
  return [centre(told), at(values[told]!) - 24 * unit];
}

/** What a remark is about: the turn of the tale, a lowest or highest value inside it; else where it ends. */
function tellingPoint(values: number[]): number {
  const last = values.length - 1;
  const falls = values[0]! > values[last]!;
  const extreme = values.indexOf(falls ? Math.min(...values) : Math.max(...values));
  return extreme > 0 ? extreme : last;
}

/** A pie in crayon; gives the rim of the smallest slice, which is what people remark on. */
function pie(page: Page, chart: Chart, area: Box): Point {
  const { context, unit, random, hue } = page;
  const { values } = chart.series[0]!;
  const total = values.reduce((sum, value) => sum + value, 0) || 1;
  const radius = Math.min(area.width * 0.3, area.height * 0.46);
  const [x, y] = [area.x + area.width * 0.36, area.y + area.height * 0.5];
  let angle = -Math.PI / 2;
  let least: { value: number; point: Point } = { value: Number.POSITIVE_INFINITY, point: [x, y] };
  for (const [at, value] of values.entries()) {
    const end = angle + (value / total) * Math.PI * 2;
    const rim = Array.from({ length: 25 }, (_, part): Point => {
      const turn = angle + ((end - angle) * part) / 24;
      return [x + Math.cos(turn) * radius, y + Math.sin(turn) * radius];
    });
    const colour = paint(0.72 - (at % 2) * 0.08, 0.13, hue + at * 63);
    hatch(context, [[x, y], ...rim], {
      tool: 'crayon',
      colour,
      width: 19 * unit,
      gap: 16 * unit,
      angle: at * 0.9,
      random,
    });
    line(page, `M${x} ${y}${rim.map((point) => `L${point.join(' ')}`).join('')}L${x} ${y}`, { width: 4 });
    const middle = (angle + end) / 2;
    if (value < least.value)
      least = { value, point: [x + Math.cos(middle) * radius * 0.9, y + Math.sin(middle) * radius * 0.9] };
    key(page, {
      label: `${chart.labels[at] ?? ''} ${value}${chart.unit}`,
      colour,
      x: x + radius + 60 * unit,
      y: y - radius + at * Math.min(74 * unit, (radius * 2) / values.length),
      room: area,
    });
    angle = end;
  }
  return least.point;
}

function key(
  page: Page,
  { label, colour, x, y, room }: { label: string; colour: string; x: number; y: number; room: Box },
): void {
  const { unit } = page;
  line(page, `M${x} ${y + 26 * unit}l${30 * unit} ${-4 * unit}`, { colour, width: 20, tool: 'crayon' });
  fitted(page, label, {
    x: x + 46 * unit,
    y,
    width: room.x + room.width - x - 46 * unit,
    across: 64 * unit,
    max: 44,
    min: 20,
  });
}

function legend(page: Page, chart: Chart, { x, y }: { x: number; y: number }): void {
  const { unit, random, language } = page;
  let right = x;
  for (const [at, { name }] of [...chart.series.entries()].reverse()) {
    const size = 38 * unit;
    const wide = widthOf(page.context, name, { size, colour: INK, language });
    writeLine(page.context, name, { size, colour: INK, language, x: right - wide, y: y + 14 * unit, random });
    line(page, `M${right - wide - 56 * unit} ${y}l${40 * unit} 0`, {
      colour: colourOf(page, at),
      width: 12,
      tool: 'marker',
    });
    right -= wide + 90 * unit;
  }
}

/** Round numbers round the values; bars begin at nought, lines need not. */
function scaleOf(chart: Chart): Scale {
  const all = chart.series.flatMap((series) => series.values);
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const span =
    chart.type === 'bar' || least < (most - least) * 0.6 ? Math.max(most, 1e-9) : (most - least) * 1.3 || 1;
  const rough = span / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((one) => one * power).find((one) => one >= rough) ?? power * 10;
  const low =
    chart.type === 'bar' || least < (most - least) * 0.6
      ? Math.min(0, Math.floor(least / step) * step)
      : Math.floor(least / step) * step;
  const high = Math.ceil(most / step) * step || step;
  const room = chart.note && most > high - (high - low) * 0.24;
  return { low, high: room ? high + step : high, step };
}
