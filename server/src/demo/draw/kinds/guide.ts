import { seeded } from '../../../kernel/drawing/random.ts';
import { paint } from '../colour.ts';
import { drawMood, type Mood } from '../faces.ts';
import { fill, line, spot, type Page } from '../page.ts';
import { fitted } from '../parts.ts';
import type { Params } from '../spec.ts';

const MOODS: readonly Mood[] = ['wave', 'think', 'smile', 'love', 'proud', 'sleep', 'laugh', 'shock'];

/** One card of a set: the cards of a set share their colours and differ in the step they have come to. */
export function drawGuide(page: Page, { title, page: number, pages, h, p }: Params<'guide'>): void {
  const { context, width, height, unit } = page;
  const hue = seeded(title).whole(0, 359);
  page.paper = paint(0.955, 0.03, hue);
  context.fillStyle = page.paper;
  context.fillRect(0, 0, width, height);
  fill(
    page,
    `M0 0L${width} 0L${width} ${height * 0.33}Q${width * 0.6} ${height * 0.46} 0 ${height * 0.36}Z`,
    paint(0.62, 0.14, hue + number * 9),
  );
  fill(
    page,
    `M0 ${height * 0.335}Q${width * 0.6} ${height * 0.485} ${width} ${height * 0.335}L${width} ${height * 0.33}Q${width * 0.6} ${height * 0.46} 0 ${height * 0.36}Z`,
    paint(0.75, 0.12, hue + 60),
  );
  const inner = { x: 84 * unit, width: width - 168 * unit };
  fitted(page, title, {
    ...inner,
    y: 70 * unit,
    across: 70 * unit,
    max: 50,
    colour: '#fffaf0',
    width: inner.width * 0.72,
  });
  fitted(page, String(number), {
    x: inner.x - 8 * unit,
    y: 120 * unit,
    width: 400 * unit,
    across: 320 * unit,
    max: 320,
    colour: '#fffaf0',
    weight: 0.8,
  });
  const side = height * 0.34;
  context.fillStyle = '#fffdf8';
  spot(context, [width - side * 0.66, height * 0.27], side * 0.56);
  drawMood(page, MOODS[(number - 1) % MOODS.length]!, {
    x: width - side * 1.08,
    y: height * 0.27 - side * 0.44,
    side: side * 0.84,
    hue: 22,
  });
  const headed = fitted(page, h, {
    ...inner,
    y: height * 0.49,
    across: height * 0.15,
    max: 92,
    min: 40,
    colour: paint(0.4, 0.12, hue),
  });
  const rule = height * 0.49 + headed + 22 * unit;
  line(page, `M${inner.x} ${rule}q${90 * unit} ${-12 * unit} ${180 * unit} 0`, {
    colour: paint(0.7, 0.14, hue + 60),
    width: 9,
    tool: 'marker',
  });
  fitted(page, p, { ...inner, y: rule + 44 * unit, across: height - rule - 170 * unit, max: 58, min: 26 });
  steps(page, { number, pages, hue });
}

/** Where in the set this card stands. */
function steps(page: Page, { number, pages, hue }: { number: number; pages: number; hue: number }): void {
  const { context, width, height, unit } = page;
  const gap = 54 * unit;
  for (let at = 0; at < pages; at++) {
    const x = width / 2 + (at - (pages - 1) / 2) * gap;
    context.fillStyle = at < number ? paint(0.62, 0.14, hue) : paint(0.87, 0.04, hue);
    spot(context, [x, height - 66 * unit], (at === number - 1 ? 15 : 10) * unit);
  }
}
