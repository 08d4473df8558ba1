import { INK, paint } from '../colour.ts';
import { easelOn, OF, type Easel } from '../easel.ts';
import type { Page } from '../page.ts';
import { fitted } from '../parts.ts';
import { oval } from '../path.ts';
import { linesOf, sizeFor, write } from '../writing.ts';
import type { Params } from '../spec.ts';

const SAUCES = [OF.orange, OF.red, OF.leaf, OF.brown, OF.yellow, '#d98f6a', OF.deep, '#a8564b', OF.cream];

/** A round table from above: a fish or a pot in the middle, a dish for every name, and some seats left free. */
export function drawFeast(page: Page, { labels = [], caption }: Params<'sketch'>): void {
  const { width, height, unit, hue } = page;
  const foot = caption ? 120 * unit : 30 * unit;
  const side = Math.min(width, height - foot) - 76 * unit;
  const stand = { x: (width - side) / 2, y: (height - foot - side) / 2 + 4 * unit, side };
  const easel = easelOn(page.context, {
    ...stand,
    style: 'wash',
    hue,
    random: page.random.branch('feast'),
    paper: page.paper,
    language: page.language,
  });
  seats(easel);
  easel.shape(oval(50, 50, 44), '#d8a873', 0.55);
  easel.ink(oval(50, 50, 42.4), 0.5);
  const settings = labels.map((name, at) => ({ name, at, ...seatOf(at, labels.length) }));
  for (const { at, x, y } of settings) dish(easel, { x, y, at, big: at === 0 });
  for (const { name, at, x, y, room } of settings) {
    const scale = side / 100;
    const top = stand.y + (y + (at === 0 ? 7.8 : 5.9)) * scale;
    card(page, name, { x: stand.x + x * scale, y: top, width: room * scale, unit: scale });
  }
  if (!caption) return;
  const at = {
    x: 60 * unit,
    y: height - foot + 2 * unit,
    width: width - 120 * unit,
    across: foot - 20 * unit,
  };
  fitted(page, caption, { ...at, max: 74, align: 'center', face: 'mashan', colour: paint(0.42, 0.14, 25) });
}

/** A dish's name on a slip of paper, so that it can be read wherever it lies. */
function card(
  page: Page,
  name: string,
  { x, y, width, unit }: { x: number; y: number; width: number; unit: number },
): void {
  const { context, language, random } = page;
  const script = { colour: INK, language, width };
  const size = sizeFor(context, name, { ...script, across: 6 * unit, max: 3.3 * unit, min: 2 * unit });
  const lines = linesOf(context, name, { ...script, size });
  const wide = Math.max(...lines.map((line) => line.width)) + unit * 1.2;
  context.fillStyle = 'rgba(255, 251, 240, 0.86)';
  context.beginPath();
  context.roundRect(x - wide / 2, y, wide, lines.length * size * 1.3 + unit * 0.3, unit * 0.7);
  context.fill();
  write(context, name, { ...script, size, x: x - width / 2, y, align: 'center', leading: 1.3, random });
}

/** The first dish stands in the middle, up to five round it, the rest along the rim. */
function seatOf(at: number, count: number): { x: number; y: number; room: number } {
  if (at === 0) return { x: 50, y: 46, room: 20 };
  const inner = Math.min(5, Math.max(0, count - 9));
  if (at <= inner) {
    const turn = ((at - 1) / inner) * Math.PI * 2 - Math.PI / 2 + 0.3;
    return { x: 50 + Math.cos(turn) * 20.5, y: 48 + Math.sin(turn) * 20, room: 15 };
  }
  const turn = ((at - inner - 1) / Math.max(1, count - inner - 1)) * Math.PI * 2 - Math.PI / 2;
  return { x: 50 + Math.cos(turn) * 34.5, y: 48 + Math.sin(turn) * 33.6, room: 15 };
}

function dish(easel: Easel, { x, y, at, big }: { x: number; y: number; at: number; big: boolean }): void {
  if (big) {
    easel.shape(oval(x, y, 10, 7), OF.white, 0.6);
    easel.shape(
      `M${x - 8} ${y}Q${x - 1} ${y - 6} ${x + 5} ${y}L${x + 9} ${y - 3.4}Q${x + 7.6} ${y} ${x + 9} ${y + 3.4}L${x + 5} ${y}Q${x - 1} ${y + 6} ${x - 8} ${y}Z`,
      OF.orange,
      0.75,
    );
    easel.dots([[x - 5.6, y - 0.8, 0.6]], INK);
    easel.ink(`M${x - 2} ${y - 2}l1.4 4M${x} ${y - 2.2}l1.4 4M${x + 2} ${y - 1.6}l1 3`, 0.5);
    return;
  }
  easel.shape(oval(x, y, 5.8, 5.4), at % 3 === 0 ? easel.tone(0.85, 0.06, at * 31) : OF.white, 0.6);
  easel.shape(oval(x, y, 4.2, 3.9), SAUCES[at % SAUCES.length]!, 0.75);
  for (let bit = 0; bit < 4; bit++) {
    const turn = bit * 1.6 + at;
    easel.ink(`M${x + Math.cos(turn) * 2} ${y + Math.sin(turn) * 1.8}q1 -1 1.8 .3`, 0.5);
  }
}

/** Stools round the table, seen from above; every third one waits for somebody. */
function seats(easel: Easel): void {
  for (let at = 0; at < 10; at++) {
    const turn = (at / 10) * Math.PI * 2 + 0.3;
    easel.shape(
      oval(50 + Math.cos(turn) * 47, 50 + Math.sin(turn) * 47, 5),
      at % 3 === 0 ? OF.red : OF.blue,
      0.5,
    );
  }
}
