import type { SKRSContext2D } from '@napi-rs/canvas';
import { covers, faceFor, familyOf, type Face } from './faces.ts';
import { GAP, type Ruler } from './lines.ts';
import { graphemes } from './units.ts';

/** How a text is to be set: the faces in order of wish, and the size in pixels. */
export type Type = { faces: readonly Face[]; size: number; language?: string | undefined };

/** A run is set in one face; a tight one is a quotation mark that takes its own width only, as beside Latin. */
type Run = { text: string; face: Face; tight: boolean };

const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u;
const TOKENS = /[‘’“”]|[\p{Script=Latin}\p{M}]+|[^‘’“”\p{Script=Latin}]+/gu;
const LATIN_WORD = /^\p{Script=Latin}/u;
const WESTERN_START = /^[\p{Script=Latin}\p{Nd}$£€¿¡(]/u;
const WESTERN_END = /[\p{Script=Latin}\p{M}\p{Nd}.,!?)%-]$/u;
const UNIT = 100;
const widths = new Map<string, number>();
const WIDTHS_KEPT = 20_000;

/** Width of the gap between Han and Latin, in parts of the size. */
const GAP_SHARE = 0.14;

/**
 * The faces for a text in a language. A character face that lacks more than a twentieth of the text's Han gives way
 * altogether, because a line in two styles looks broken; a single rare character falls back alone.
 */
export function facesFor(text: string, wanted: Face, language?: string): readonly Face[] {
  const plain = plainFace(wanted, language);
  if (wanted === plain) return [plain];
  const letters = graphemes(text).filter((grapheme) => /\p{L}/u.test(grapheme));
  const missing = letters.filter((grapheme) => !covers(wanted, grapheme)).length;
  return missing * 20 > letters.length ? [plain] : [wanted, plain];
}

/** The face without character that stands beside another: light beside a thin one. */
function plainFace(wanted: Face, language?: string): Face {
  if (isTraditional(language)) return wanted === 'xiaowei' ? 'sans-hant-light' : 'sans-hant';
  return wanted === 'xiaowei' ? 'sans-light' : 'sans';
}

/** Measures a text as `drawText` would set it. */
export function rulerFor(context: SKRSContext2D, type: Type): Ruler {
  return {
    width: (text) => textWidth(context, text, type),
    blank: textWidth(context, ' ', type),
    gap: type.size * GAP_SHARE,
  };
}

/** Width in pixels of a text set on one line. */
export function textWidth(context: SKRSContext2D, text: string, type: Type): number {
  let width = 0;
  for (const run of runsOf(text, type.faces)) width += runWidth(context, run, type);
  return width;
}

/**
 * Draws one line of text with its left end and baseline at a point, each run in a face that has its characters.
 * @returns the width drawn, in pixels
 */
export function drawText(context: SKRSContext2D, text: string, at: Type & { x: number; y: number }): number {
  if (RIGHT_TO_LEFT.test(text)) return drawWhole(context, text, at);
  let x = at.x;
  for (const run of runsOf(text, at.faces)) {
    if (run.text !== GAP) {
      prepare(context, familyList([run.face]), at);
      context.fillText(run.text, run.tight ? x - inkOf(context, run, at).left : x, at.y);
    }
    x += runWidth(context, run, at);
  }
  return x - at.x;
}

/** The box that the ink of one grapheme or run takes, measured from its baseline's left end. */
export function inkBox(
  context: SKRSContext2D,
  text: string,
  type: Type,
): { x: number; y: number; width: number; height: number } {
  const face = faceFor(text, type.faces) ?? type.faces[0]!;
  prepare(context, familyList([face]), type);
  const ink = context.measureText(text);
  const [left, top] = [-ink.actualBoundingBoxLeft, -ink.actualBoundingBoxAscent];
  return {
    x: left,
    y: top,
    width: ink.actualBoundingBoxRight - left,
    height: ink.actualBoundingBoxDescent - top,
  };
}

/** Characters of a text that no installed face can draw. */
export function missingFrom(text: string, faces: readonly Face[]): string[] {
  return graphemes(text).filter((grapheme) => faceFor(grapheme, faces) === null);
}

export function isTraditional(language?: string): boolean {
  return language !== undefined && /^zh-(?:Hant|TW|HK|MO)/iu.test(language);
}

export function isRightToLeft(text: string): boolean {
  return RIGHT_TO_LEFT.test(text);
}

/** Mixed directions are left to the shaper: it orders the runs, and finds each a face in the list. */
function drawWhole(context: SKRSContext2D, text: string, at: Type & { x: number; y: number }): number {
  prepare(context, familyList([...at.faces, 'arabic', 'hebrew', 'sans', 'emoji']), at);
  context.fillText(text, at.x, at.y);
  return context.measureText(text).width;
}

/** Cuts a text where the face changes; a Latin word stays in one face even if a single accent is missing. */
function runsOf(text: string, faces: readonly Face[]): Run[] {
  const runs: Run[] = [];
  const tokens = text.match(TOKENS) ?? [];
  for (const [at, token] of tokens.entries()) {
    const tight = isTight(tokens, at);
    for (const part of LATIN_WORD.test(token) ? [token] : graphemes(token)) {
      const face = part === GAP ? faces[0]! : (faceFor(part, faces) ?? faces[0]!);
      const last = runs.at(-1);
      if (last && last.face === face && !tight && !last.tight && part !== GAP && last.text !== GAP)
        last.text += part;
      else runs.push({ text: part, face, tight });
    }
  }
  return runs;
}

function isTight(tokens: string[], at: number): boolean {
  const token = tokens[at]!;
  if (/[‘“]/u.test(token)) return WESTERN_START.test(tokens[at + 1] ?? '');
  return /[’”]/u.test(token) && WESTERN_END.test(tokens[at - 1] ?? '');
}

/** Glyph advances grow with the size, so each text is measured once, at one size. */
function runWidth(context: SKRSContext2D, run: Run, type: Type): number {
  if (run.text === GAP) return type.size * GAP_SHARE;
  if (run.tight) return inkOf(context, run, type).width;
  const key = `${run.face} ${run.text}`;
  let width = widths.get(key);
  if (width === undefined) {
    if (widths.size >= WIDTHS_KEPT) widths.clear();
    prepare(context, familyList([run.face]), { ...type, size: UNIT });
    width = context.measureText(run.text).width / UNIT;
    widths.set(key, width);
  }
  return width * type.size;
}

/** Where the ink of a mark begins and how wide it is with a little air on both sides. */
function inkOf(context: SKRSContext2D, run: Run, type: Type): { left: number; width: number } {
  prepare(context, familyList([run.face]), type);
  const metrics = context.measureText(run.text);
  const air = type.size * 0.06;
  const left = -metrics.actualBoundingBoxLeft - air;
  return { left, width: metrics.actualBoundingBoxRight + air - left };
}

function prepare(context: SKRSContext2D, families: string, { size, language }: Omit<Type, 'faces'>): void {
  context.font = `${size}px ${families}`;
  context.lang = language ?? '';
  context.textBaseline = 'alphabetic';
  context.textAlign = 'left';
}

function familyList(faces: readonly Face[]): string {
  return faces
    .map(familyOf)
    .filter((family) => family !== null)
    .join(', ');
}
