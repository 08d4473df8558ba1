import { createCanvas, type Canvas, type SKRSContext2D } from '@napi-rs/canvas';
import { seeded, type Random } from './random.ts';

export type Area = { width: number; height: number; seed: string };

const TILE = 320;
const tiles = new Map<string, Canvas>();

/**
 * Lays the grain of paper over what is drawn: fine light and dark specks, a little coarser than a pixel.
 * @param strength 0 to 1; 0.05 is felt rather than seen
 */
export function addGrain(context: SKRSContext2D, area: Area & { strength: number }): void {
  context.save();
  context.globalAlpha = area.strength;
  context.globalCompositeOperation = 'overlay';
  context.fillStyle = context.createPattern(grainTile(area.seed), 'repeat');
  context.fillRect(0, 0, area.width, area.height);
  context.restore();
}

/** Long soft fibres and flecks, as in paper made by hand. */
export function addFibres(context: SKRSContext2D, area: Area): void {
  const random = seeded(`${area.seed} fibres`);
  addGrain(context, { ...area, strength: 0.06 });
  context.save();
  context.lineCap = 'round';
  for (let i = 0; i < (area.width * area.height) / 9000; i++) drawFibre(context, area, random);
  context.restore();
}

/**
 * Rubs small gaps out of what is drawn on a layer, as chalk and crayon leave them.
 * @param strength 0 to 1: how much of the stroke goes
 */
export function rubOut(context: SKRSContext2D, area: Area & { strength: number }): void {
  context.save();
  context.globalCompositeOperation = 'destination-out';
  context.globalAlpha = area.strength;
  context.fillStyle = context.createPattern(speckTile(area.seed), 'repeat');
  context.fillRect(0, 0, area.width, area.height);
  context.restore();
}

function drawFibre(context: SKRSContext2D, area: Area, random: Random): void {
  const [x, y, turn] = [random.next() * area.width, random.next() * area.height, random.next() * Math.PI * 2];
  const length = random.between(12, 60);
  context.strokeStyle = random.next() < 0.5 ? '#ffffff' : '#8a7350';
  context.globalAlpha = random.between(0.04, 0.16);
  context.lineWidth = random.between(0.7, 1.8);
  context.beginPath();
  context.moveTo(x, y);
  const bend = turn + random.bell();
  context.quadraticCurveTo(
    x + Math.cos(bend) * length * 0.5,
    y + Math.sin(bend) * length * 0.5,
    x + Math.cos(turn) * length,
    y + Math.sin(turn) * length,
  );
  context.stroke();
}

/** Grey noise, each speck softened by its neighbours; repeats without a seam. */
function grainTile(seed: string): Canvas {
  return tile(`grain ${seed}`, (random) => {
    const raw = noise(random);
    return (at) => {
      const value = 128 + (smoothed(raw, at) - 128) * 2.2;
      return [value, value, value, 255];
    };
  });
}

/** Holes: clear where nothing goes, black where the layer is rubbed out. */
function speckTile(seed: string): Canvas {
  return tile(`speck ${seed}`, (random) => {
    const raw = noise(random);
    return (at) => {
      const value = smoothed(raw, at);
      return [0, 0, 0, value < 118 ? Math.min(255, (118 - value) * 14) : 0];
    };
  });
}

function tile(key: string, painter: (random: Random) => (at: number) => number[]): Canvas {
  const known = tiles.get(key);
  if (known) return known;
  const canvas = createCanvas(TILE, TILE);
  const context = canvas.getContext('2d');
  const image = context.createImageData(TILE, TILE);
  const pixel = painter(seeded(key));
  for (let at = 0; at < TILE * TILE; at++) image.data.set(pixel(at), at * 4);
  context.putImageData(image, 0, 0);
  if (tiles.size > 24) tiles.clear();
  tiles.set(key, canvas);
  return canvas;
}

function noise(random: Random): Uint8Array {
  const raw = new Uint8Array(TILE * TILE);
  for (let at = 0; at < raw.length; at++) raw[at] = random.next() * 256;
  return raw;
}

function smoothed(raw: Uint8Array, at: number): number {
  const [x, y] = [at % TILE, Math.floor(at / TILE)];
  const cell = (dx: number, dy: number): number =>
    raw[((y + dy + TILE) % TILE) * TILE + ((x + dx + TILE) % TILE)]!;
  return (cell(0, 0) * 2 + cell(1, 0) + cell(-1, 0) + cell(0, 1) + cell(0, -1)) / 6;
}
