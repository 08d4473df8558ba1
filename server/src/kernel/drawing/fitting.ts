import type { SKRSContext2D } from '@napi-rs/canvas';
import type { Face } from './faces.ts';
import { breakLines, widestUnit, type Line } from './lines.ts';
import { facesFor, rulerFor, textWidth } from './setting.ts';
import { graphemes } from './units.ts';

export type Fitting = {
  text: string;
  face: Face;
  language?: string | undefined;
  /** The room, in pixels: along a line, and across the lines. */
  along: number;
  across: number;
  max: number;
  min: number;
  /** Distance between lines in parts of the size; Han wants more than Latin, which is what is used when absent. */
  leading?: number;
};

export type Fitted = { faces: readonly Face[]; size: number; leading: number; lines: Line[]; cut: boolean };

/** Each step of size is this part of the one before. */
const STEP = 0.95;
/** Above this part of the largest size a word is never torn: the whole text gets smaller instead. */
const TEAR_BELOW = 0.5;
/** Up to this length a text is set by looks, down to this part of the size that fits. */
const SHORT = 90;
const SMALLER = 0.7;

/**
 * The largest size at which a text stands in its room, with its lines; at the smallest size what does not fit is cut and
 * ends in `…`.
 */
export function fitText(context: SKRSContext2D, fitting: Fitting): Fitted {
  const faces = facesFor(fitting.text, fitting.face, fitting.language);
  const leading = fitting.leading ?? leadingFor(fitting.text);
  const sizes = sizesBetween(fitting.max, fitting.min);
  let [low, high] = [0, sizes.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (fits(context, fitting, { faces, leading, size: sizes[middle]! })) high = middle;
    else low = middle + 1;
  }
  const { size, lines } = nicest(context, { ...fitting, leading }, { faces, sizes: sizes.slice(low) });
  const room = Math.max(1, roomFor(fitting.across, size, leading));
  if (lines.length <= room) return { faces, size, leading: size * leading, lines, cut: false };
  const kept = lines.slice(0, room);
  while (kept.length > 1 && kept.at(-1)!.text === '') kept.pop();
  kept[kept.length - 1] = ended(context, kept.at(-1)!, { faces, size, along: fitting.along });
  return { faces, size, leading: size * leading, lines: kept, cut: true };
}

type Setting = { size: number; lines: Line[] };

/**
 * Of the sizes that fit, largest first, the one whose lines please most: a verse in its four lines, a little smaller, is
 * better than a larger one that breaks inside a word.
 */
function nicest(
  context: SKRSContext2D,
  fitting: Fitting,
  { faces, sizes }: { faces: readonly Face[]; sizes: number[] },
): Setting {
  const { text, along, language } = fitting;
  const largest = sizes[0]!;
  const tried = (text.length > SHORT ? [largest] : sizes.filter((size) => size >= largest * SMALLER)).map(
    (size) => {
      const lines = breakLines(text, along, rulerFor(context, { faces, size, language }));
      const cost = lines.reduce((sum, line) => sum + line.cost, 0) + (1 - size / largest) * 0.7;
      return { size, lines, cost };
    },
  );
  return tried.reduce((best, one) => (one.cost < best.cost ? one : best));
}

/** Han and other full scripts want air between lines; Latin is darker when it is closer. */
export function leadingFor(text: string): number {
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u.test(text)
    ? 1.46
    : 1.28;
}

type Trial = { faces: readonly Face[]; leading: number; size: number };

function fits(context: SKRSContext2D, fitting: Fitting, { faces, leading, size }: Trial): boolean {
  const ruler = rulerFor(context, { faces, size, language: fitting.language });
  if (size > fitting.max * TEAR_BELOW && widestUnit(fitting.text, ruler) > fitting.along) return false;
  return breakLines(fitting.text, fitting.along, ruler).length <= roomFor(fitting.across, size, leading);
}

/** The last line needs its own height only, not the air below it. */
function roomFor(across: number, size: number, leading: number): number {
  return Math.floor((across + size * (leading - 1.1)) / (size * leading));
}

function sizesBetween(max: number, min: number): number[] {
  const sizes: number[] = [];
  for (let size = max; size > min; size *= STEP) sizes.push(Math.round(size));
  return [...sizes, min];
}

function ended(
  context: SKRSContext2D,
  line: Line,
  room: { faces: readonly Face[]; size: number; along: number },
): Line {
  const kept = graphemes(line.text.replace(/[\s，、。,.;；…]+$/u, ''));
  while (kept.length > 1 && textWidth(context, `${kept.join('')}…`, room) > room.along) kept.pop();
  const text = `${kept.join('').trimEnd()}…`;
  return { text, width: textWidth(context, text, room), cost: 0 };
}
