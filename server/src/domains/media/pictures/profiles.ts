/**
 * ICC profiles for colours that a file gives as numbers (ITU-T H.273) instead: the pixels, labelled with such a
 * profile, then go through the same colour management as everything else. Two of the curves are for brighter
 * screens than ours (PQ, HLG): their profiles bring the light down to what sRGB can show.
 */
import type { Cicp } from './boxes.ts';

type Point = readonly [x: number, y: number];
type Primaries = { red: Point; green: Point; blue: Point; white: Point };
type Matrix = readonly [number, number, number, number, number, number, number, number, number];

const D65: Point = [0.3127, 0.329];
const BT709: Primaries = { red: [0.64, 0.33], green: [0.3, 0.6], blue: [0.15, 0.06], white: D65 };
const BT601_525: Primaries = { red: [0.63, 0.34], green: [0.31, 0.595], blue: [0.155, 0.07], white: D65 };
const PRIMARIES: Record<number, Primaries> = {
  4: { red: [0.67, 0.33], green: [0.21, 0.71], blue: [0.14, 0.08], white: [0.31, 0.316] },
  5: { red: [0.64, 0.33], green: [0.29, 0.6], blue: [0.15, 0.06], white: D65 },
  6: BT601_525,
  7: BT601_525,
  9: { red: [0.708, 0.292], green: [0.17, 0.797], blue: [0.131, 0.046], white: D65 },
  11: { red: [0.68, 0.32], green: [0.265, 0.69], blue: [0.15, 0.06], white: [0.314, 0.351] },
  12: { red: [0.68, 0.32], green: [0.265, 0.69], blue: [0.15, 0.06], white: D65 },
};

/** Curves that pictures use in sRGB's place; BT.709's camera curve is shown with sRGB's, as browsers do. */
const CURVES: Record<number, (signal: number) => number> = {
  4: (signal) => signal ** 2.2,
  5: (signal) => signal ** 2.8,
  8: (signal) => signal,
  16: (signal) => toneMapped(pqNits(signal) / REFERENCE_WHITE),
  18: (signal) => toneMapped(hlgNits(signal) / REFERENCE_WHITE),
};

/** Nits of a sheet of white paper in HDR pictures (ITU-R BT.2408), and of the brightest light we make room for. */
const REFERENCE_WHITE = 203;
const BRIGHTEST = 1_000;

/** @returns a profile, or null when these numbers mean sRGB or are unknown (then the pixels are taken as sRGB) */
export function profileFor({ primaries, transfer }: Cicp): Buffer | null {
  const points = PRIMARIES[primaries];
  const curve = CURVES[transfer];
  if (!points && !curve) return null;
  return icc(colorants(points ?? BT709), curve ?? srgbLight);
}

function srgbLight(signal: number): number {
  return signal <= 0.04045 ? signal / 12.92 : ((signal + 0.055) / 1.055) ** 2.4;
}

function pqNits(signal: number): number {
  const [m1, m2, c1, c2, c3] = [0.1593017578125, 78.84375, 0.8359375, 18.8515625, 18.6875];
  const power = signal ** (1 / m2);
  return 10_000 * (Math.max(power - c1, 0) / (c2 - c3 * power)) ** (1 / m1);
}

function hlgNits(signal: number): number {
  const [a, b, c] = [0.17883277, 0.28466892, 0.55991073];
  const scene = signal <= 0.5 ? signal ** 2 / 3 : (Math.exp((signal - c) / a) + b) / 12;
  return BRIGHTEST * scene ** 1.2;
}

/** Light up to half of paper white stays as it is; what is brighter is bent so that the brightest becomes 1. */
function toneMapped(light: number): number {
  const knee = 0.5;
  if (light <= knee) return light;
  const over = (light - knee) / (1 - knee);
  const most = (BRIGHTEST / REFERENCE_WHITE - knee) / (1 - knee);
  return Math.min(1, knee + (1 - knee) * ((over * (1 + over / most ** 2)) / (1 + over)));
}

/** The XYZ of red, green and blue, adapted to the D50 that profiles speak in (Bradford). */
function colorants({ red, green, blue, white }: Primaries): Matrix {
  const [r, g, b, w] = [red, green, blue, white].map(([x, y]) => [x / y, 1, (1 - x - y) / y] as const) as [
    V,
    V,
    V,
    V,
  ];
  const raw: Matrix = [r[0], g[0], b[0], r[1], g[1], b[1], r[2], g[2], b[2]];
  const [sr, sg, sb] = times(inverse(raw), w);
  const scaled: Matrix = [
    r[0] * sr,
    g[0] * sg,
    b[0] * sb,
    r[1] * sr,
    g[1] * sg,
    b[1] * sb,
    r[2] * sr,
    g[2] * sg,
    b[2] * sb,
  ];
  return product(adaptation(w), scaled);
}

type V = readonly [number, number, number];
const BRADFORD: Matrix = [0.8951, 0.2664, -0.1614, -0.7502, 1.7135, 0.0367, 0.0389, -0.0685, 1.0296];
const D50: V = [0.9642, 1, 0.8249];

function adaptation(white: V): Matrix {
  const [from, to] = [times(BRADFORD, white), times(BRADFORD, D50)];
  const gains: Matrix = [to[0] / from[0], 0, 0, 0, to[1] / from[1], 0, 0, 0, to[2] / from[2]];
  return product(inverse(BRADFORD), product(gains, BRADFORD));
}

function times(m: Matrix, v: V): V {
  return [
    m[0] * v[0] + m[1] * v[1] + m[2] * v[2],
    m[3] * v[0] + m[4] * v[1] + m[5] * v[2],
    m[6] * v[0] + m[7] * v[1] + m[8] * v[2],
  ];
}

function product(a: Matrix, b: Matrix): Matrix {
  const columns = [0, 1, 2].map((i) => times(a, [b[i]!, b[i + 3]!, b[i + 6]!])) as [V, V, V];
  const [x, y, z] = columns;
  return [x[0], y[0], z[0], x[1], y[1], z[1], x[2], y[2], z[2]];
}

function inverse(m: Matrix): Matrix {
  const [a, b, c, d, e, f, g, h, i] = m;
  const determinant = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  const part = (n: number) => n / determinant;
  return [
    part(e * i - f * h),
    part(c * h - b * i),
    part(b * f - c * e),
    part(f * g - d * i),
    part(a * i - c * g),
    part(c * d - a * f),
    part(d * h - e * g),
    part(b * g - a * h),
    part(a * e - b * d),
  ];
}

const CURVE_STEPS = 4_096;

/** A display profile of matrix and curve (ICC.1:2010, version 4). */
function icc(matrix: Matrix, light: (signal: number) => number): Buffer {
  const curve = Buffer.alloc(12 + CURVE_STEPS * 2);
  curve.write('curv', 0, 'latin1');
  curve.writeUInt32BE(CURVE_STEPS, 8);
  for (let step = 0; step < CURVE_STEPS; step += 1) {
    curve.writeUInt16BE(Math.round(light(step / (CURVE_STEPS - 1)) * 65_535), 12 + step * 2);
  }
  const column = (at: 0 | 1 | 2): Buffer => xyz([matrix[at], matrix[(at + 3) as 3], matrix[(at + 6) as 6]]);
  return assembled([
    [['desc'], words('Picture')],
    [['cprt'], words('None')],
    [['wtpt'], xyz(D50)],
    [['rXYZ'], column(0)],
    [['gXYZ'], column(1)],
    [['bXYZ'], column(2)],
    [['rTRC', 'gTRC', 'bTRC'], curve],
  ]);
}

function assembled(tags: [names: string[], body: Buffer][]): Buffer {
  const entries = tags.reduce((sum, [names]) => sum + names.length, 0);
  const table = Buffer.alloc(4 + entries * 12);
  table.writeUInt32BE(entries, 0);
  const bodies: Buffer[] = [];
  let at = 128 + table.length;
  let row = 4;
  for (const [names, body] of tags) {
    for (const name of names) {
      table.write(name, row, 'latin1');
      table.writeUInt32BE(at, row + 4);
      table.writeUInt32BE(body.length, row + 8);
      row += 12;
    }
    const padded = Buffer.concat([body, Buffer.alloc((4 - (body.length % 4)) % 4)]);
    bodies.push(padded);
    at += padded.length;
  }
  return Buffer.concat([header(at), table, ...bodies]);
}

function header(size: number): Buffer {
  const bytes = Buffer.alloc(128);
  bytes.writeUInt32BE(size, 0);
  bytes.writeUInt32BE(0x04300000, 8);
  bytes.write('mntrRGB XYZ ', 12, 'latin1');
  bytes.writeUInt16BE(2026, 24);
  bytes.writeUInt16BE(1, 26);
  bytes.writeUInt16BE(1, 28);
  bytes.write('acsp', 36, 'latin1');
  D50.forEach((value, i) => bytes.writeInt32BE(fixed(value), 68 + i * 4));
  return bytes;
}

function xyz(value: V): Buffer {
  const bytes = Buffer.alloc(20);
  bytes.write('XYZ ', 0, 'latin1');
  value.forEach((part, i) => bytes.writeInt32BE(fixed(part), 8 + i * 4));
  return bytes;
}

function words(text: string): Buffer {
  const bytes = Buffer.alloc(28 + text.length * 2);
  bytes.write('mluc', 0, 'latin1');
  bytes.writeUInt32BE(1, 8);
  bytes.writeUInt32BE(12, 12);
  bytes.write('enUS', 16, 'latin1');
  bytes.writeUInt32BE(text.length * 2, 20);
  bytes.writeUInt32BE(28, 24);
  bytes.write(text, 28, 'utf16le');
  bytes.subarray(28).swap16();
  return bytes;
}

function fixed(value: number): number {
  return Math.round(value * 65_536);
}
