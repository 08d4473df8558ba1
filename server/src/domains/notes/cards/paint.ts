import { createCanvas, Path2D, type Canvas, type CanvasGradient, type SKRSContext2D } from '@napi-rs/canvas';
import {
  CARD_HEIGHT,
  CARD_WIDTH,
  type CardBackground,
  type CardShape,
} from '@jujube/contract/card-backgrounds';
import { addFibres, addGrain } from '../../../kernel/drawing/paper.ts';

/** Painted backgrounds kept, newest last: 6 MB each, and people mostly take the same few. */
const KEPT = 4;
const painted = new Map<string, Canvas>();

/** A background without words, painted once and then kept for the next card. */
export function paintBackground(background: CardBackground): Canvas {
  const known = painted.get(background.id);
  if (known) return known;
  const canvas = createCanvas(CARD_WIDTH, CARD_HEIGHT);
  const context = canvas.getContext('2d');
  context.fillStyle = background.paper;
  context.fillRect(0, 0, CARD_WIDTH, CARD_HEIGHT);
  const paints = gradientsOf(context, background);
  for (const shape of background.art) paintShape(context, shape, paints);
  paintTexture(context, background);
  const oldest = painted.keys().next().value;
  if (painted.size >= KEPT && oldest !== undefined) painted.delete(oldest);
  painted.set(background.id, canvas);
  return canvas;
}

function paintShape(context: SKRSContext2D, shape: CardShape, paints: Map<string, CanvasGradient>): void {
  const path = new Path2D(shape.d);
  context.globalAlpha = shape.opacity ?? 1;
  if (shape.fill) {
    context.fillStyle = paints.get(shape.fill) ?? shape.fill;
    context.fill(path);
  }
  if (shape.stroke) {
    context.strokeStyle = paints.get(shape.stroke) ?? shape.stroke;
    context.lineWidth = shape.width ?? 2;
    context.lineCap = 'round';
    context.lineJoin = 'round';
    context.setLineDash([...(shape.dash ?? [])]);
    context.stroke(path);
  }
  context.globalAlpha = 1;
}

function gradientsOf(context: SKRSContext2D, background: CardBackground): Map<string, CanvasGradient> {
  const paints = new Map<string, CanvasGradient>();
  for (const gradient of background.gradients) {
    const made =
      gradient.kind === 'linear'
        ? context.createLinearGradient(...gradient.from, ...gradient.to)
        : context.createRadialGradient(...gradient.at, 0, ...gradient.at, gradient.radius);
    for (const [offset, colour] of gradient.stops) made.addColorStop(offset, colour);
    paints.set(`url(#${gradient.id})`, made);
  }
  return paints;
}

function paintTexture(context: SKRSContext2D, background: CardBackground): void {
  const area = { width: CARD_WIDTH, height: CARD_HEIGHT, seed: background.id };
  if (background.texture === 'grain') addGrain(context, { ...area, strength: 0.05 });
  if (background.texture === 'chalk') addGrain(context, { ...area, strength: 0.09 });
  if (background.texture === 'fibre') addFibres(context, area);
}
