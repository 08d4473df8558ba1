import { paint } from '../colour.ts';
import { layPaper, line, oval, spot, type Page } from '../page.ts';
import { fitted, place } from '../parts.ts';
import type { Params } from '../spec.ts';

type Clock = Params<'clock'>;
type Face = { hour: number; minute: number; label: string };
type Spot = { x: number; y: number; radius: number; turn: number };

/** One clock face or two, each with what the hour is like where it hangs. */
export function drawClock(page: Page, clock: Clock): void {
  const { width, height, unit } = page;
  layPaper(page, 'tinted');
  const foot = clock.caption ? 150 * unit : 40 * unit;
  const faces: Face[] = clock.second ? [clock, clock.second] : [clock];
  const tall = height > width * 1.2 && faces.length === 2;
  const cells = faces.map((_, at) =>
    tall
      ? { x: 0, y: (at * (height - foot)) / 2, width, height: (height - foot) / 2 }
      : { x: (at * width) / faces.length, y: 0, width: width / faces.length, height: height - foot },
  );
  for (const [at, face] of faces.entries()) {
    const cell = cells[at]!;
    backdrop(page, { ...cell, height: tall ? cell.height : height, hour: face.hour });
    const radius = Math.min(cell.width * 0.42, (cell.height - 170 * unit) * 0.46);
    const spot = {
      x: cell.x + cell.width / 2,
      y: cell.y + (cell.height - 110 * unit) / 2 + 14 * unit,
      radius,
      turn: at * 47,
    };
    dial(page, face, spot);
    const label = {
      x: cell.x + 30 * unit,
      y: spot.y + radius + 30 * unit,
      width: cell.width - 60 * unit,
      across: 96 * unit,
    };
    fitted(page, face.label, {
      ...label,
      max: 78,
      min: 30,
      align: 'center',
      colour: isNight(face.hour) ? '#f7efdc' : '#3a2b22',
    });
  }
  if (!clock.caption) return;
  const dark = tall ? isNight(faces.at(-1)!.hour) : faces.every((face) => isNight(face.hour));
  const mixed = !tall && !dark && faces.some((face) => isNight(face.hour));
  if (mixed) band(page, foot);
  const at = {
    x: 60 * unit,
    y: height - foot + 22 * unit,
    width: width - 120 * unit,
    across: foot - 44 * unit,
  };
  fitted(page, clock.caption, {
    ...at,
    max: 64,
    align: 'center',
    face: 'mashan',
    colour: dark ? '#f7efdc' : '#3a2b22',
  });
}

function isNight(hour: number): boolean {
  return hour < 6 || hour >= 19;
}

function band(page: Page, foot: number): void {
  page.context.fillStyle = paint(0.94, 0.03, page.hue);
  page.context.fillRect(0, page.height - foot, page.width, foot);
}

/** Night and day are two papers; the moon or the sun stands in the corner. */
function backdrop(
  page: Page,
  at: { x: number; y: number; width: number; height: number; hour: number },
): void {
  const { context, unit, hue, random } = page;
  const night = isNight(at.hour);
  page.paper = night ? paint(0.34, 0.06, 275) : paint(0.94, 0.05, hue);
  context.fillStyle = page.paper;
  context.fillRect(at.x, at.y, at.width, at.height);
  if (night) {
    context.fillStyle = '#f6e7b4';
    for (let star = 0; star < 26; star++)
      spot(
        context,
        [at.x + random.next() * at.width, at.y + random.next() * at.height],
        random.between(1.4, 3.6) * unit,
      );
  }
  const side = Math.min(at.width, at.height) * 0.2;
  const corner = { x: at.x + at.width - side * 1.12, y: at.y + side * 0.1, side };
  if (night) {
    context.fillStyle = '#f6dd8d';
    spot(context, [corner.x + side / 2, corner.y + side / 2], side * 0.36);
    context.fillStyle = page.paper;
    spot(context, [corner.x + side * 0.66, corner.y + side * 0.42], side * 0.31);
  } else place(page, 'sun', { ...corner, small: true });
}

function dial(page: Page, { hour, minute }: Face, { x, y, radius, turn }: Spot): void {
  const { hue, unit, context, random } = page;
  const wide = (share: number): number => (radius * share) / unit;
  context.fillStyle = paint(0.62, 0.13, hue + turn);
  spot(context, [x, y], radius);
  context.fillStyle = '#fffaf0';
  spot(context, [x, y], radius * 0.88);
  line(page, oval(x, y, radius), { width: wide(0.03) });
  line(page, oval(x, y, radius * 0.88), { width: wide(0.018) });
  for (let at = 1; at <= 12; at++) {
    const angle = (at / 12) * Math.PI * 2 - Math.PI / 2;
    const side = radius * 0.3;
    const [nx, ny] = [x + Math.cos(angle) * radius * 0.7, y + Math.sin(angle) * radius * 0.7];
    fitted(page, String(at), {
      x: nx - side / 2,
      y: ny - side * 0.42,
      width: side,
      across: side,
      max: wide(0.24),
      align: 'center',
    });
  }
  const hand = (angle: number, length: number): string =>
    `M${x - Math.cos(angle) * radius * 0.08} ${y - Math.sin(angle) * radius * 0.08}L${x + Math.cos(angle) * length} ${y + Math.sin(angle) * length}`;
  const minutes = (minute / 60) * Math.PI * 2 - Math.PI / 2;
  const hours = (((hour % 12) + minute / 60) / 12) * Math.PI * 2 - Math.PI / 2;
  line(page, hand(minutes, radius * 0.66), { width: wide(0.045) });
  line(page, hand(hours, radius * 0.42), { width: wide(0.075) });
  line(page, hand(random.between(0, 6.2), radius * 0.6), { colour: '#c8232c', width: wide(0.018) });
  context.fillStyle = '#c8232c';
  spot(context, [x, y], radius * 0.045);
}
