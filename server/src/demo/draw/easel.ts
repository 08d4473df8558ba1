import type { SKRSContext2D } from '@napi-rs/canvas';
import type { Random } from '../../kernel/drawing/random.ts';
import { INK, paint, PENCIL } from './colour.ts';
import { drawLine, follow, hatch, layWash, type Tool } from './pen.ts';
import { traces, type Point } from './path.ts';
import { sizeFor, write, type Script } from './writing.ts';

/** How a subject is drawn: in ink with watercolour, in pencil with a little tint, or in crayon. */
export type Style = 'wash' | 'pencil' | 'crayon';

/** Where a subject stands: a square of 100 × 100 units laid on the page. */
export type Stand = {
  x: number;
  y: number;
  side: number;
  style: Style;
  hue: number;
  random: Random;
  paper: string;
  language?: string | undefined;
};

/**
 * A subject's drawing tools, in units of its square. Colours are those of the thing, or `tone`, which turns with the hue
 * of the picture.
 */
export type Easel = {
  /** Lines only. */
  ink: (data: string, width?: number) => void;
  /** Colour only. */
  wash: (data: string, colour: string, strength?: number) => void;
  /** Colour with its outline; what is under it is hidden. */
  shape: (data: string, colour: string, strength?: number) => void;
  /** Shading by strokes inside an outline. */
  shade: (data: string, gap?: number) => void;
  /** Small filled spots. */
  dots: (spots: readonly (readonly [x: number, y: number, radius: number])[], colour: string) => void;
  /** Words in a box of units, as large as they fit up to a size. */
  words: (
    text: string,
    place: { x: number; y: number; width: number; height: number; size: number; colour?: string },
  ) => void;
  tone: (light: number, chroma: number, turn?: number) => string;
  random: Random;
};

/** Colours of things. */
export const OF = {
  wood: '#b07d4c',
  dark: '#6b4a33',
  leaf: '#7da35f',
  deep: '#4f7d55',
  red: '#cc4a3c',
  pink: '#e89a93',
  orange: '#e8893a',
  yellow: '#efc24f',
  cream: '#f1dfb6',
  sky: '#a5c6de',
  blue: '#5b86b8',
  night: '#4b5680',
  snow: '#d3e0ec',
  grey: '#a29d96',
  stone: '#7d7a78',
  skin: '#e8b48f',
  brown: '#8a5a38',
  black: '#3a3634',
  white: '#f6f1e6',
} as const;

export function easelOn(context: SKRSContext2D, stand: Stand): Easel {
  const { random, style, side } = stand;
  const unit = side / 100;
  const map = ([x, y]: Point): Point => [stand.x + x * unit, stand.y + y * unit];
  const tool: Tool = style === 'wash' ? 'ink' : style;
  const colour = style === 'pencil' ? PENCIL : style === 'crayon' ? paint(0.36, 0.07, stand.hue) : INK;
  const heavy = { wash: 0.78, pencil: 0.74, crayon: 2 }[style];

  const ink = (data: string, width = 1): void => {
    for (const { points } of traces(data)) {
      drawLine(context, points.map(map), {
        tool,
        colour,
        width: Math.max(1.4, heavy * width * unit),
        wobble: unit * 0.42,
        random,
      });
    }
  };
  const wash = (data: string, fill: string, strength = 0.62): void => {
    for (const { points } of traces(data))
      colourIn(context, points.map(map), { fill, strength, unit, style, random });
  };
  return {
    ink,
    wash,
    shape: (data, fill, strength) => {
      context.fillStyle = stand.paper;
      for (const { points } of traces(data)) {
        context.beginPath();
        follow(context, points.map(map));
        context.fill();
      }
      wash(data, fill, strength);
      ink(data);
    },
    shade: (data, gap = 2.6) => {
      for (const { points } of traces(data)) {
        const line = { tool, colour, width: Math.max(1, heavy * 0.6 * unit), wobble: unit * 0.3, random };
        hatch(context, points.map(map), { ...line, gap: gap * unit });
      }
    },
    dots: (spots, fill) => {
      context.fillStyle = fill;
      for (const [x, y, radius] of spots) spot(context, map([x, y]), radius * unit);
    },
    words: (text, { x, y, width, height, size, colour: own = colour }) => {
      const script: Omit<Script, 'size'> = { colour: own, language: stand.language, tool };
      const room = { width: width * unit, across: height * unit, max: size * unit, min: 1.6 * unit };
      const fitted = sizeFor(context, text, { ...script, ...room });
      const [left, top] = map([x, y]);
      const lines = { ...script, size: fitted, width: width * unit, random, align: 'center' as const };
      write(context, text, { ...lines, x: left, y: top });
    },
    tone: (light, chroma, turn = 0) => paint(light, chroma, stand.hue + turn),
    random,
  };
}

type Colouring = { fill: string; strength: number; unit: number; style: Style; random: Random };

function colourIn(
  context: SKRSContext2D,
  points: Point[],
  { fill, strength, unit, style, random }: Colouring,
): void {
  if (style === 'crayon') {
    const line = { tool: 'crayon' as const, colour: fill, width: unit * 2.6, wobble: unit * 0.6, random };
    hatch(context, points, { ...line, gap: unit * 2.1, angle: random.between(-1, -0.4) });
    return;
  }
  const drift: Point = [random.bell() * unit * 0.6, random.bell() * unit * 0.6];
  const moved = points.map(([x, y]): Point => [x + drift[0], y + drift[1]]);
  layWash(context, moved, {
    colour: fill,
    strength: style === 'pencil' ? strength * 0.55 : strength,
    loose: unit * 0.7,
    random,
  });
}

function spot(context: SKRSContext2D, [x, y]: Point, radius: number): void {
  context.beginPath();
  context.arc(x, y, Math.max(0.8, radius), 0, Math.PI * 2);
  context.fill();
}
