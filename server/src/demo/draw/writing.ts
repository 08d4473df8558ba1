import type { SKRSContext2D } from '@napi-rs/canvas';
import type { Face } from '../../kernel/drawing/faces.ts';
import { leadingFor } from '../../kernel/drawing/fitting.ts';
import { breakLines, GAP, type Line as TextLine, type Ruler } from '../../kernel/drawing/lines.ts';
import type { Random } from '../../kernel/drawing/random.ts';
import { drawText, facesFor, textWidth } from '../../kernel/drawing/setting.ts';
import { graphemes } from '../../kernel/drawing/units.ts';
import { ACCENTS, CAPITAL, LETTERS } from './alphabet.ts';
import { drawLine, inkFor, type Tool } from './pen.ts';
import { traces, type Point } from './path.ts';

/** How words are written. `size` is the height of a Han character; letters are as high as suits it. */
export type Script = {
  size: number;
  colour: string;
  language?: string | undefined;
  /** A face for Han; Latin is always by our own hand, except with `print`, where all is set in the face. */
  face?: Face;
  print?: boolean;
  tool?: Tool;
  /** How much letters dance, 1 being a normal hand. */
  wobble?: number;
  /** Weight of the Latin pen, 1 being normal. */
  weight?: number;
};

export type Place = {
  x: number;
  y: number;
  width: number;
  align?: 'left' | 'center' | 'right';
  leading?: number;
};
export type Fit = { max: number; min: number; across: number };

/** A capital's height in parts of the size. */
const LATIN = 0.66;

/** Breaks words into lines of a width as they would be written. */
export function linesOf(
  context: SKRSContext2D,
  text: string,
  script: Script & { width: number },
): TextLine[] {
  return breakLines(text, script.width, rulerOf(context, text, script));
}

/** The largest size between two at which words stand in a width and height. */
export function sizeFor(
  context: SKRSContext2D,
  text: string,
  script: Omit<Script, 'size'> & Fit & { width: number },
): number {
  const leading = leadingFor(text);
  const sizes: number[] = [];
  for (let size = script.max; size > script.min; size *= 0.95) sizes.push(size);
  let [low, high] = [0, sizes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const size = sizes[middle]!;
    const lines = linesOf(context, text, { ...script, size });
    const whole = lines.every((line) => line.width <= script.width * 1.01);
    const fits = ((lines.length - 1) * leading + 1.1) * size <= script.across;
    if (whole && fits && !tears(text, lines)) high = middle;
    else low = middle + 1;
  }
  return sizes[low] ?? script.min;
}

/**
 * Writes words from the top of a place downwards.
 * @returns the height taken
 */
export function write(
  context: SKRSContext2D,
  text: string,
  script: Script & Place & { random: Random },
): number {
  const leading = (script.leading ?? leadingFor(text)) * script.size;
  const lines = linesOf(context, text, script);
  for (const [at, line] of lines.entries()) {
    const spare = script.width - line.width;
    const indent = script.align === 'center' ? spare / 2 : script.align === 'right' ? spare : 0;
    writeLine(context, line.text, {
      ...script,
      x: script.x + indent,
      y: script.y + at * leading + script.size * 0.88,
    });
  }
  return (lines.length - 1) * leading + script.size * 1.1;
}

/** Width of one line as written. */
export function widthOf(context: SKRSContext2D, text: string, script: Script): number {
  return rulerOf(context, text, script).width(text);
}

/** Writes one line with its baseline at a point. */
export function writeLine(
  context: SKRSContext2D,
  text: string,
  script: Script & { x: number; y: number; random: Random },
): void {
  const faces = facesOf(text, script);
  let x = script.x;
  for (const part of partsOf(text, script)) {
    if (part === GAP) x += script.size * 0.14;
    else if (part in LETTERS && !script.print) x += writeLetter(context, part, { ...script, x });
    else if (isAccented(part) && !script.print) x += writeAccented(context, part, { ...script, x });
    else x += setPart(context, part, { ...script, x, faces });
  }
}

function rulerOf(context: SKRSContext2D, text: string, script: Script): Ruler {
  const faces = facesOf(text, script);
  const { size } = script;
  const width = (one: string): number => {
    let sum = 0;
    for (const part of partsOf(one, script)) {
      const letter = script.print
        ? undefined
        : (LETTERS[part] ?? (isAccented(part) ? LETTERS[baseOf(part)] : undefined));
      if (letter) sum += letter[0] * unit(size);
      else if (part === GAP) sum += size * 0.14;
      else sum += textWidth(context, part, { faces, size, language: script.language });
    }
    return sum;
  };
  return { width, blank: width(' '), gap: size * 0.14 };
}

function facesOf(text: string, { face = 'kuaile', language }: Script): readonly Face[] {
  return facesFor(text, face, language);
}

/** Printed words are set in runs, written ones letter by letter. */
function partsOf(text: string, { print }: Script): string[] {
  if (!print) return graphemes(text.normalize('NFC'));
  return text.split(/(\u200a)/u).filter((part) => part !== '');
}

function unit(size: number): number {
  return (size * LATIN) / CAPITAL;
}

function isAccented(part: string): boolean {
  const [base, ...signs] = part.normalize('NFD');
  return base !== undefined && base in LETTERS && signs.length > 0 && signs.every((sign) => sign in ACCENTS);
}

function baseOf(part: string): string {
  return part.normalize('NFD')[0]!;
}

type At = Script & { x: number; y: number; random: Random };

function writeLetter(context: SKRSContext2D, letter: string, at: At): number {
  const [advance, path] = LETTERS[letter]!;
  const scale = unit(at.size);
  const { random, wobble = 1 } = at;
  const tilt = random.bell() * 0.035 * wobble;
  const [grow, rise] = [1 + random.bell() * 0.035 * wobble, random.bell() * at.size * 0.014 * wobble];
  trace(context, path, {
    ...at,
    map: ([x, y]) => [at.x + (x - y * tilt) * scale, at.y + rise + y * scale * grow],
  });
  return advance * scale;
}

function writeAccented(context: SKRSContext2D, part: string, at: At): number {
  const [base, ...signs] = part.normalize('NFD');
  const scale = unit(at.size);
  const middle = at.x + (LETTERS[base!]![0] * scale) / 2;
  const rise = base === base!.toUpperCase() ? 4 * scale : 0;
  for (const sign of signs) {
    trace(context, ACCENTS[sign]!, { ...at, map: ([x, y]) => [middle + x * scale, at.y - rise + y * scale] });
  }
  return writeLetter(context, base!, at);
}

function trace(context: SKRSContext2D, path: string, at: At & { map: (point: Point) => Point }): void {
  const { random, colour, tool = 'ink', size, weight = 1, wobble = 1 } = at;
  for (const { points } of traces(path)) {
    const line = { tool, colour, width: size * 0.076 * weight, wobble: size * 0.011 * wobble };
    drawLine(context, points.map(at.map), { ...line, random });
  }
}

/** Sets a Han character, an emoji or a printed run; a written character is turned and moved by a hair. */
function setPart(context: SKRSContext2D, part: string, at: At & { faces: readonly Face[] }): number {
  const { random, size, faces, language, wobble = 1, tool = 'ink' } = at;
  const type = { faces, size, language };
  const width = textWidth(context, part, type);
  context.save();
  context.fillStyle = inkFor(context, at.colour, tool === 'pencil' || tool === 'crayon' ? tool : 'none');
  if (at.print) drawText(context, part, { ...type, x: at.x, y: at.y });
  else {
    context.translate(at.x + width / 2, at.y - size * 0.36 + random.bell() * size * 0.016 * wobble);
    context.rotate(random.bell() * 0.022 * wobble);
    drawText(context, part, { ...type, x: -width / 2, y: size * 0.36 });
  }
  context.restore();
  return width;
}

/** Whether a line ends inside a word that blanks would have kept whole. */
function tears(text: string, lines: TextLine[]): boolean {
  const words = new Set(text.split(/[\s\u200a]+/u));
  return lines.some((line, at) => {
    const last = line.text.split(/[\s\u200a]+/u).at(-1)!;
    return (
      at < lines.length - 1 &&
      /^[\p{Script=Latin}']+$/u.test(last) &&
      !words.has(last) &&
      !/[^\p{Script=Latin}']/u.test(text)
    );
  });
}
