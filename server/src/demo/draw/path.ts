export type Point = readonly [x: number, y: number];
/** A line drawn without lifting the pen. */
export type Trace = { points: Point[]; closed: boolean };

/** How finely curves are cut, in steps per curve. */
const STEPS = 14;

/**
 * Flattens SVG path data (M L H V Q C Z, upper case absolute, lower case relative) into lines.
 * @throws on any other letter: a drawing of ours is wrong then
 */
export function traces(data: string): Trace[] {
  const found: Trace[] = [];
  let [x, y] = [0, 0];
  for (const [, letter, numbers] of data.matchAll(/([a-zA-Z])([^a-zA-Z]*)/gu)) {
    const values = (numbers!.match(/-?(?:\d+\.?\d*|\.\d+)/gu) ?? []).map(Number);
    for (const args of groups(letter!, values)) {
      [x, y] = step(found, { letter: letter!, args, x, y });
    }
  }
  return found;
}

/** Path data of an ellipse; a circle where one radius is told. */
export function oval(...[x, y, rx, ry = rx]: [x: number, y: number, rx: number, ry?: number]): string {
  const [kx, ky] = [rx * 0.5523, ry * 0.5523];
  return (
    `M${x} ${y - ry}C${x + kx} ${y - ry} ${x + rx} ${y - ky} ${x + rx} ${y}` +
    `C${x + rx} ${y + ky} ${x + kx} ${y + ry} ${x} ${y + ry}C${x - kx} ${y + ry} ${x - rx} ${y + ky} ${x - rx} ${y}` +
    `C${x - rx} ${y - ky} ${x - kx} ${y - ry} ${x} ${y - ry}Z`
  );
}

/** Path data of an upright rectangle. */
export function box(...[x, y, width, height]: [x: number, y: number, width: number, height: number]): string {
  return `M${x} ${y}h${width}v${height}h${-width}Z`;
}

/** A line cut into pieces of about one length, so that wobble and pressure have something to act on. */
export function resample(points: readonly Point[], spacing: number): Point[] {
  const even: Point[] = points.length > 0 ? [points[0]!] : [];
  let carried = 0;
  for (let at = 1; at < points.length; at++) {
    const [from, to] = [points[at - 1]!, points[at]!];
    const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
    for (let walked = spacing - carried; walked < length; walked += spacing) {
      const part = walked / length;
      even.push([from[0] + (to[0] - from[0]) * part, from[1] + (to[1] - from[1]) * part]);
    }
    carried = (carried + length) % spacing;
  }
  if (points.length > 1) even.push(points.at(-1)!);
  return even;
}

type Step = { letter: string; args: number[]; x: number; y: number };

const SIZES: Record<string, number> = { M: 2, L: 2, H: 1, V: 1, Q: 4, C: 6, Z: 0 };

function groups(letter: string, values: number[]): number[][] {
  const size = SIZES[letter.toUpperCase()];
  if (size === undefined) throw new Error(`A path of ours has the letter ${letter}`);
  if (size === 0) return [[]];
  return Array.from({ length: values.length / size }, (_, at) => values.slice(at * size, at * size + size));
}

function step(found: Trace[], { letter, args, x, y }: Step): Point {
  const upper = letter.toUpperCase();
  const relative = letter !== upper;
  const pairs: Point[] = [];
  if (upper === 'H') pairs.push([args[0]! + (relative ? x : 0), y]);
  else if (upper === 'V') pairs.push([x, args[0]! + (relative ? y : 0)]);
  else {
    for (let at = 0; at < args.length; at += 2) {
      pairs.push([args[at]! + (relative ? x : 0), args[at + 1]! + (relative ? y : 0)]);
    }
  }
  const current = found.at(-1);
  if (upper === 'M') {
    found.push({ points: [pairs[0]!], closed: false });
    return pairs[0]!;
  }
  if (!current) throw new Error('A path of ours does not begin with M');
  if (upper === 'Z') {
    current.closed = true;
    current.points.push(current.points[0]!);
    return current.points[0]!;
  }
  if (upper === 'Q' || upper === 'C') current.points.push(...curve([x, y], pairs));
  else current.points.push(pairs[0]!);
  return pairs.at(-1)!;
}

function curve(from: Point, rest: Point[]): Point[] {
  const control = [from, ...rest];
  return Array.from({ length: STEPS }, (_, at) => bezier(control, (at + 1) / STEPS));
}

function bezier(control: readonly Point[], t: number): Point {
  if (control.length === 1) return control[0]!;
  const next = control
    .slice(1)
    .map((point, at): Point => [
      control[at]![0] + (point[0] - control[at]![0]) * t,
      control[at]![1] + (point[1] - control[at]![1]) * t,
    ]);
  return bezier(next, t);
}
