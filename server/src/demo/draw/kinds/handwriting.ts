import { createCanvas } from '@napi-rs/canvas';
import { drawText, facesFor, textWidth } from '../../../kernel/drawing/setting.ts';
import type { Random } from '../../../kernel/drawing/random.ts';
import { faded, PENCIL, RED_PEN } from '../colour.ts';
import { layPaper, line, ring, type Box, type Page } from '../page.ts';
import { fitted, heading } from '../parts.ts';
import { inkFor } from '../pen.ts';
import type { Params } from '../spec.ts';

type Practice = Params<'handwriting'>;

/** A practice sheet: characters in their squares by a hand that is more or less sure. */
export function drawHandwriting(page: Page, practice: Practice): void {
  const { width, height, unit } = page;
  layPaper(page, 'cream');
  const top = heading(page, practice.title, {
    x: 90 * unit,
    y: 44 * unit,
    width: width - 180 * unit,
    height: 100 * unit,
    max: 70,
    align: 'left',
  });
  const foot = practice.remark ? 130 * unit : 40 * unit;
  const area = {
    x: 60 * unit,
    y: top + 10 * unit,
    width: width - 120 * unit,
    height: height - top - foot - 20 * unit,
  };
  const { columns, side } = gridFor(practice.cells.length, area);
  const rows = Math.ceil(practice.cells.length / columns);
  const [left, upper] = [
    area.x + (area.width - columns * side) / 2,
    area.y + (area.height - rows * side) / 2,
  ];
  const cell = (at: number): Box => ({
    x: left + (at % columns) * side,
    y: upper + Math.floor(at / columns) * side,
    width: side,
    height: side,
  });
  for (let at = 0; at < rows * columns; at++) square(page, cell(at));
  for (const [at, one] of practice.cells.entries())
    writeShaky(page, one, { ...cell(at), shaky: practice.shaky, random: page.random.branch(`cell ${at}`) });
  for (const at of practice.circled ?? []) {
    const { x, y } = cell(at);
    ring(
      page,
      { x: x + side * 0.02, y: y + side * 0.02, width: side * 0.96, height: side * 0.96 },
      { width: 6 },
    );
  }
  if (!practice.remark) return;
  const at = { x: width * 0.3, y: height - foot + 4 * unit, width: width * 0.63, across: foot - 30 * unit };
  fitted(page, practice.remark, { ...at, max: 74, colour: RED_PEN, tool: 'ballpoint', align: 'right' });
}

/** As many columns as make the squares largest. */
function gridFor(count: number, area: Box): { columns: number; side: number } {
  let best = { columns: 1, side: 0 };
  for (let columns = 1; columns <= count; columns++) {
    const side = Math.min(area.width / columns, area.height / Math.ceil(count / columns));
    if (side > best.side) best = { columns, side };
  }
  return best;
}

/** 田字格: a square, a cross of dashes. */
function square(page: Page, { x, y, width, height }: Box): void {
  const { context, unit } = page;
  const green = '#6f9f7d';
  line(page, `M${x} ${y}h${width}v${height}h${-width}Z`, { colour: green, width: 4, wobble: 0.4 });
  context.save();
  context.strokeStyle = faded(green, 0.7);
  context.lineWidth = 2 * unit;
  context.setLineDash([11 * unit, 9 * unit]);
  context.beginPath();
  context.moveTo(x + width / 2, y);
  context.lineTo(x + width / 2, y + height);
  context.moveTo(x, y + height / 2);
  context.lineTo(x + width, y + height / 2);
  context.stroke();
  context.restore();
}

/** Draws a character in thin slices, each moved by a tremor, after leaning and sizing it as the hand happened to. */
function writeShaky(page: Page, one: string, at: Box & { shaky: number; random: Random }): void {
  const { context, language } = page;
  const { random, shaky, width: side } = at;
  const layer = createCanvas(Math.ceil(side), Math.ceil(side));
  const pen = layer.getContext('2d');
  const faces = facesFor(one, 'kuaile', language ?? 'zh-Hans');
  const size = side * (0.72 + random.bell() * 0.016 * shaky);
  const type = { faces, size, language };
  pen.translate(
    side / 2 + random.bell() * side * 0.011 * shaky,
    side / 2 + random.bell() * side * 0.009 * shaky,
  );
  pen.rotate(random.bell() * 0.02 * shaky);
  pen.transform(1, 0, random.bell() * 0.02 * shaky, 1, 0, 0);
  pen.fillStyle = inkFor(pen, PENCIL, 'pencil');
  drawText(pen, one, { ...type, x: -textWidth(pen, one, type) / 2, y: size * 0.36 });
  const tremor = (phase: number, step: number): number =>
    Math.sin(step * 0.21 + phase) * 0.5 +
    Math.sin(step * 0.083 + phase * 2) +
    Math.sin(step * 0.53 + phase * 3) * 0.22;
  const [phase, reach] = [random.between(0, 6), side * 0.0026 * shaky];
  const sliced = createCanvas(layer.width, layer.height);
  const slices = sliced.getContext('2d');
  for (let y = 0; y < layer.height; y += 2)
    slices.drawImage(layer, 0, y, layer.width, 2, tremor(phase, y) * reach, y, layer.width, 2);
  for (let x = 0; x < layer.width; x += 2)
    context.drawImage(
      sliced,
      x,
      0,
      2,
      layer.height,
      at.x + x,
      at.y + tremor(phase + 2, x) * reach,
      2,
      layer.height,
    );
}
