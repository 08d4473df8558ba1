import { INK, paint } from '../colour.ts';
import { fill, line, rounded, spot, type Page } from '../page.ts';
import { fitted } from '../parts.ts';
import type { Params } from '../spec.ts';
import { linesOf, write, type Script } from '../writing.ts';

type Chat = Params<'chat'>;
type Bubble = { side: 'left' | 'right'; lines: number; width: number; height: number; text: string };

/** A talk as two people remember it, redrawn with a felt pen. */
export function drawChat(page: Page, { title, bubbles }: Chat): void {
  const { context, width, height, unit, hue } = page;
  page.paper = paint(0.95, 0.028, hue);
  context.fillStyle = page.paper;
  context.fillRect(0, 0, width, height);
  context.fillStyle = paint(0.9, 0.045, hue);
  context.fillRect(0, 0, width, 136 * unit);
  line(page, `M0 ${137 * unit}L${width} ${136 * unit}`, { width: 4 });
  line(page, `M${78 * unit} ${48 * unit}L${50 * unit} ${74 * unit}L${80 * unit} ${102 * unit}`, { width: 6 });
  fitted(page, title, {
    x: 130 * unit,
    y: 40 * unit,
    width: width - 260 * unit,
    across: 90 * unit,
    max: 62,
    align: 'center',
  });
  const area = height - 190 * unit;
  let size = 60 * unit;
  let laid = measure(page, bubbles, size);
  while (size > 26 * unit && totalOf(laid, size) > area) laid = measure(page, bubbles, (size *= 0.94));
  const gap = Math.min(
    size * 0.9,
    Math.max(size * 0.36, (area - laid.reduce((sum, one) => sum + one.height, 0)) / (laid.length + 1)),
  );
  let y = 136 * unit + Math.max(30 * unit, (area - totalOf(laid, size) - gap * laid.length * 0.4) * 0.3);
  for (const bubble of laid) {
    drawBubble(page, bubble, { y, size });
    y += bubble.height + gap;
  }
}

function totalOf(laid: Bubble[], size: number): number {
  return laid.reduce((sum, one) => sum + one.height + size * 0.42, 0);
}

function script(page: Page, size: number): Script {
  return { size, colour: INK, language: page.language };
}

function measure(page: Page, bubbles: Chat['bubbles'], size: number): Bubble[] {
  const room = page.width * 0.6;
  return bubbles.map(({ side, text }) => {
    const lines = linesOf(page.context, text, { ...script(page, size), width: room });
    const width = Math.max(...lines.map((one) => one.width)) + size * 1.3;
    return { side, text, lines: lines.length, width, height: lines.length * size * 1.34 + size * 0.86 };
  });
}

function drawBubble(page: Page, bubble: Bubble, { y, size }: { y: number; size: number }): void {
  const { context, unit, width, hue, random } = page;
  const mine = bubble.side === 'right';
  const face = size * 0.72;
  const margin = 44 * unit;
  const colour = mine ? paint(0.84, 0.1, hue + 40) : '#fffdf8';
  const x = mine ? width - margin - face * 2 - 28 * unit - bubble.width : margin + face * 2 + 28 * unit;
  const centre = mine ? width - margin - face : margin + face;
  context.fillStyle = paint(mine ? 0.66 : 0.74, 0.12, mine ? hue + 40 : hue + 200);
  spot(context, [centre, y + face], face);
  line(
    page,
    `M${centre - face * 0.36} ${y + face * 0.9}l2 2M${centre + face * 0.3} ${y + face * 0.9}l2 2M${centre - face * 0.34} ${y + face * 1.3}Q${centre} ${y + face * 1.62} ${centre + face * 0.36} ${y + face * 1.28}`,
    { width: 4.6 },
  );
  const tip = mine ? x + bubble.width : x;
  const way = mine ? 1 : -1;
  const shape = rounded({ x, y, width: bubble.width, height: bubble.height }, 34 * unit);
  const tail = `M${tip - way * 6} ${y + face * 0.62}L${tip + way * 22 * unit} ${y + face}L${tip - way * 6} ${y + face * 1.36}`;
  fill(page, shape, colour);
  line(page, shape, { width: 4 });
  fill(page, `${tail}Z`, colour);
  line(page, tail, { width: 4 });
  const at = { x: x + size * 0.65, y: y + size * 0.44, width: bubble.width - size * 1.3 + 2, leading: 1.34 };
  write(context, bubble.text, { ...script(page, size), ...at, random });
}
