import { WHY_SOURCES, WHY_TERMS } from '@jujube/contract';
import type { Ranked, Shape } from '@jujube/ranker';

// What the ranking knew of a note when it placed it in a list, in 14 bytes: kept with the list, copied into each signal, and
// what is learnt from. Learning reads these bytes and nothing else, so a second reading of the log learns the same.

/** Where candidates come from, by number. */
export const SOURCES = WHY_SOURCES;
export type SourceName = (typeof SOURCES)[number];

/** Factors of a score by number; `none` where fewer than two spoke for a note. */
export const TERMS = ['none', ...WHY_TERMS] as const;
export type Term = (typeof TERMS)[number];

const READINGS = ['first', 'other', 'script', 'foreign', 'unknown'] as const;

export const SHAPE_BYTES = 14;
/** `because` of a note that nothing in particular brought. */
const NOTHING = 255;

export interface Placed extends Omit<Shape, 'channel' | 'topics' | 'language' | 'source' | 'position'> {
  source: SourceName;
  /** Which of the reader's last acts (`near`, `graph`) or of the note's topics (`topic`) brought it; null: none of them. */
  because: number | null;
  /** An impression was owed to it. */
  guaranteed: boolean;
  /** How likely it was to stand here, 0…1: below 1 where chance chose among owed notes. */
  propensity: number;
  /** The factors that raised it most. */
  terms: readonly [Term, Term];
}

/** Writes `placed` into `bytes` at place `at` (in notes). */
export function packShape(placed: Placed, bytes: Uint8Array, at: number): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset + at * SHAPE_BYTES, SHAPE_BYTES);
  view.setUint8(0, SOURCES.indexOf(placed.source));
  view.setUint8(1, placed.because ?? NOTHING);
  const reading = READINGS.indexOf(placed.reading);
  view.setUint8(2, reading | (Number(placed.followed) << 3) | (Number(placed.guaranteed) << 4));
  view.setInt8(3, Math.round(within(placed.likeness, -1, 1) * 127));
  view.setInt8(4, Math.round(within(placed.wish, -1, 1) * 127));
  view.setUint8(5, Math.round(within(placed.relation, 0, 1) * 255));
  view.setInt16(6, Math.round(within(Math.log2(Math.max(placed.quality, 1e-3)), -100, 100) * 256));
  view.setUint16(8, Math.round(within(Math.log2(1 + Math.max(0, placed.ageHours)), 0, 31) * 2048));
  view.setUint16(10, Math.round(within(placed.propensity, 0, 1) * 65_535));
  view.setUint8(12, TERMS.indexOf(placed.terms[0]));
  view.setUint8(13, TERMS.indexOf(placed.terms[1]));
}

/** Reads what `packShape` wrote, to the precision of the bytes. */
export function unpackShape(bytes: Uint8Array, at = 0): Placed {
  const view = new DataView(bytes.buffer, bytes.byteOffset + at * SHAPE_BYTES, SHAPE_BYTES);
  const because = view.getUint8(1);
  const flags = view.getUint8(2);
  return {
    source: SOURCES[view.getUint8(0)] ?? 'fresh',
    because: because === NOTHING ? null : because,
    reading: READINGS[flags & 7] ?? 'unknown',
    followed: (flags & 8) !== 0,
    guaranteed: (flags & 16) !== 0,
    likeness: view.getInt8(3) / 127,
    wish: view.getInt8(4) / 127,
    relation: view.getUint8(5) / 255,
    quality: 2 ** (view.getInt16(6) / 256),
    ageHours: 2 ** (view.getUint16(8) / 2048) - 1,
    propensity: view.getUint16(10) / 65_535,
    terms: [TERMS[view.getUint8(12)] ?? 'none', TERMS[view.getUint8(13)] ?? 'none'],
  };
}

/** The shapes of a list, in its order, as they travel: base64. */
export function shapesOf(list: readonly Placed[]): string {
  const bytes = new Uint8Array(list.length * SHAPE_BYTES);
  for (const [at, placed] of list.entries()) packShape(placed, bytes, at);
  return Buffer.from(bytes.buffer).toString('base64');
}

/** What the ranking knew of a note that it placed, and what its place hung on besides. */
export function placedOf(
  { shape, factors }: Pick<Ranked, 'shape' | 'factors'>,
  besides: Pick<Placed, 'because' | 'guaranteed' | 'propensity'>,
): Placed {
  let first: Term = 'none';
  let second: Term = 'none';
  let [most, next] = [1, 1];
  for (const term of WHY_TERMS) {
    const raises = factors[term];
    if (raises > most) [first, second, most, next] = [term, first, raises, most];
    else if (raises > next) [second, next] = [term, raises];
  }
  const { reading, ageHours, quality, likeness, wish, followed, relation } = shape;
  const { because, guaranteed, propensity } = besides;
  return {
    source: SOURCES.find((name) => name === shape.source) ?? 'fresh',
    because,
    reading,
    followed,
    guaranteed,
    likeness,
    wish,
    relation,
    quality,
    ageHours,
    propensity,
    terms: [first, second],
  };
}

/** Shapes of notes that no ranking placed: the best of the day, or time order. */
export function plainShapes(count: number, source: SourceName): string {
  const bytes = new Uint8Array(count * SHAPE_BYTES);
  for (let at = 0; at < count; at += 1) packShape({ ...PLAIN, source }, bytes, at);
  return Buffer.from(bytes.buffer).toString('base64');
}

const PLAIN: Placed = {
  source: 'best',
  because: null,
  reading: 'unknown',
  followed: false,
  guaranteed: false,
  likeness: 0,
  wish: 0,
  relation: 0,
  quality: 1,
  ageHours: 0,
  propensity: 1,
  terms: ['none', 'none'],
};

function within(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
