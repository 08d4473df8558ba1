import { createCanvas, Path2D, type Canvas, type CanvasPattern, type SKRSContext2D } from '@napi-rs/canvas';
import { seeded, type Random } from '../../kernel/drawing/random.ts';
import { channelsOf } from './colour.ts';
import { resample, traces, type Point } from './path.ts';

/** What a line is drawn with: it decides the edge, the texture and how much the width changes. */
export type Tool = 'ink' | 'ballpoint' | 'pencil' | 'crayon' | 'marker' | 'brush';
export type Line = { tool?: Tool; colour: string; width: number; wobble?: number };
export type Wash = { colour: string; strength?: number; edge?: boolean; loose?: number };

type Manner = { texture: 'none' | 'pencil' | 'crayon'; thin: number; taper: number; opacity: number };

const MANNERS: Record<Tool, Manner> = {
  ink: { texture: 'none', thin: 0.24, taper: 0.3, opacity: 0.96 },
  ballpoint: { texture: 'none', thin: 0.16, taper: 0.1, opacity: 0.88 },
  pencil: { texture: 'pencil', thin: 0.3, taper: 0.3, opacity: 0.92 },
  crayon: { texture: 'crayon', thin: 0.25, taper: 0.05, opacity: 0.95 },
  marker: { texture: 'none', thin: 0.08, taper: 0, opacity: 0.9 },
  brush: { texture: 'none', thin: 0.6, taper: 0.7, opacity: 0.95 },
};

/** Draws one line by hand: it wanders a little, is pressed harder here and there, and ends where the pen was lifted. */
export function drawLine(
  context: SKRSContext2D,
  points: readonly Point[],
  line: Line & { random: Random },
): void {
  const manner = MANNERS[line.tool ?? 'ink'];
  const even = wander(
    resample(points, Math.max(2, line.width * 0.7)),
    line.wobble ?? line.width * 0.35,
    line.random,
  );
  context.save();
  context.globalAlpha *= manner.opacity;
  context.fillStyle = inkFor(context, line.colour, manner.texture);
  context.fill(ribbon(even, { ...line, manner }));
  for (const tip of [even[0], even.at(-1)])
    if (tip) context.fill(dot(tip, (line.width / 2) * (1 - manner.taper)));
  context.restore();
}

/** Draws every line of path data. */
export function drawPath(context: SKRSContext2D, data: string, line: Line & { random: Random }): void {
  for (const trace of traces(data)) drawLine(context, trace.points, line);
}

/**
 * Lays a watercolour wash over an outline: three thin coats that do not quite meet, pooled at the edge, a little off the
 * line as washes are.
 */
export function layWash(
  context: SKRSContext2D,
  points: readonly Point[],
  wash: Wash & { random: Random },
): void {
  const { colour, random, strength = 0.5, edge = true, loose = 5 } = wash;
  context.save();
  context.globalCompositeOperation = 'multiply';
  for (const [coat, share] of [0.46, 0.32, 0.24].entries()) {
    const shape = wander(resample(points, 16), loose * (0.5 + coat * 0.4), random);
    context.globalAlpha = strength * share;
    context.fillStyle = coat === 2 ? inkFor(context, colour, 'pencil') : colour;
    context.beginPath();
    follow(context, shape);
    context.fill();
    if (coat > 0 || !edge) continue;
    context.globalAlpha = strength * 0.34;
    context.strokeStyle = colour;
    context.lineWidth = 3;
    context.stroke();
  }
  context.restore();
}

/** Fills an outline with strokes of a pencil or crayon, at an angle in radians. */
export function hatch(
  context: SKRSContext2D,
  points: readonly Point[],
  fill: Line & { random: Random; angle?: number; gap: number },
): void {
  const { angle = -0.7, gap, random } = fill;
  const [xs, ys] = [points.map((point) => point[0]), points.map((point) => point[1])];
  const middle: Point = [(Math.min(...xs) + Math.max(...xs)) / 2, (Math.min(...ys) + Math.max(...ys)) / 2];
  const reach = Math.hypot(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys)) / 2;
  context.save();
  context.beginPath();
  follow(context, points);
  context.clip();
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  for (let off = -reach; off < reach; off += gap * random.between(0.75, 1.25)) {
    const at = (along: number): Point => [
      middle[0] + cos * along - sin * off,
      middle[1] + sin * along + cos * off,
    ];
    drawLine(context, [at(-reach), at(random.bell() * gap), at(reach)], fill);
  }
  context.restore();
}

/** Adds a closed outline to the context's path. */
export function follow(context: SKRSContext2D, points: readonly Point[]): void {
  for (const [at, [x, y]] of points.entries()) {
    if (at === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  }
  context.closePath();
}

/** A colour, or the pattern of that colour with the tooth of the paper left out. */
export function inkFor(
  context: SKRSContext2D,
  colour: string,
  texture: Manner['texture'],
): string | CanvasPattern {
  return texture === 'none' ? colour : context.createPattern(tooth(colour, texture), 'repeat');
}

/** Moves points by noise that changes slowly along the line, as a hand does. */
function wander(points: Point[], amount: number, random: Random): Point[] {
  if (amount <= 0) return points;
  const [across, down] = [slow(points.length, random), slow(points.length, random)];
  return points.map(([x, y], at): Point => [x + across[at]! * amount, y + down[at]! * amount]);
}

/** A slow curve through random values, one every twelve points. */
function slow(count: number, random: Random): number[] {
  const knots = Array.from({ length: Math.ceil(count / 12) + 2 }, () => random.bell());
  return Array.from({ length: count }, (_, at) => {
    const [knot, part] = [Math.floor(at / 12), (at % 12) / 12];
    const ease = part * part * (3 - 2 * part);
    return knots[knot]! * (1 - ease) + knots[knot + 1]! * ease;
  });
}

type Ribbon = Line & { random: Random; manner: Manner };

/** The outline of a line of changing width, both sides of it walked once. */
function ribbon(points: Point[], { width, manner, random }: Ribbon): Path2D {
  const press = slow(points.length, random);
  const [left, right]: [Point[], Point[]] = [[], []];
  for (const [at, [x, y]] of points.entries()) {
    const [before, after] = [points[Math.max(0, at - 1)]!, points[Math.min(points.length - 1, at + 1)]!];
    const length = Math.hypot(after[0] - before[0], after[1] - before[1]) || 1;
    const half =
      (width / 2) * (1 + press[at]! * manner.thin) * lifted(at / (points.length - 1 || 1), manner.taper);
    const [nx, ny] = [(-(after[1] - before[1]) / length) * half, ((after[0] - before[0]) / length) * half];
    left.push([x + nx, y + ny]);
    right.push([x - nx, y - ny]);
  }
  const path = new Path2D();
  for (const [at, [x, y]] of [...left, ...right.reverse()].entries()) {
    if (at === 0) path.moveTo(x, y);
    else path.lineTo(x, y);
  }
  path.closePath();
  return path;
}

function dot([x, y]: Point, radius: number): Path2D {
  const path = new Path2D();
  path.arc(x, y, Math.max(0.4, radius), 0, Math.PI * 2);
  return path;
}

/** Pressure from the pen's touching down to its lifting. */
function lifted(share: number, taper: number): number {
  const end = Math.min(share, 1 - share) * 9;
  return end >= 1 ? 1 : 1 - taper * (1 - end);
}

const SIDE = 256;
const teeth = new Map<string, Canvas>();
const tops = new Map<string, Uint8Array>();

/** A tile of a colour with the tooth of the paper showing through. */
function tooth(colour: string, texture: 'pencil' | 'crayon'): Canvas {
  const key = `${colour} ${texture}`;
  const known = teeth.get(key);
  if (known) return known;
  const canvas = createCanvas(SIDE, SIDE);
  const context = canvas.getContext('2d');
  const image = context.createImageData(SIDE, SIDE);
  const opacity = opacities(texture);
  const [red, green, blue] = channelsOf(colour);
  for (let at = 0; at < opacity.length; at++) {
    image.data[at * 4] = red;
    image.data[at * 4 + 1] = green;
    image.data[at * 4 + 2] = blue;
    image.data[at * 4 + 3] = opacity[at]!;
  }
  context.putImageData(image, 0, 0);
  if (teeth.size > 60) teeth.clear();
  teeth.set(key, canvas);
  return canvas;
}

/** Smooth noise, cut off where the paper is deep: large grains for crayon, small ones for pencil. */
function opacities(texture: 'pencil' | 'crayon'): Uint8Array {
  const known = tops.get(texture);
  if (known) return known;
  const random = seeded(`tooth ${texture}`);
  const raw = Float32Array.from({ length: SIDE * SIDE }, () => random.next());
  const [reach, low, steep] = texture === 'crayon' ? [2, 0.415, 11] : [1, 0.3, 4.5];
  const made = Uint8Array.from(raw, (_, at) => {
    const height = mean(raw, at, reach);
    return Math.round(255 * Math.min(1, Math.max(0.05, (height - low) * steep)));
  });
  tops.set(texture, made);
  return made;
}

function mean(raw: Float32Array, at: number, reach: number): number {
  const [x, y] = [at % SIDE, Math.floor(at / SIDE)];
  let sum = 0;
  for (let dy = -reach; dy <= reach; dy++) {
    for (let dx = -reach; dx <= reach; dx++)
      sum += raw[((y + dy + SIDE) % SIDE) * SIDE + ((x + dx + SIDE) % SIDE)]!;
  }
  return sum / (reach * 2 + 1) ** 2;
}
