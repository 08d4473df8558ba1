import { INK, RED_PEN } from './colour.ts';
import { easelOn, type Style } from './easel.ts';
import { line, tape, type Box, type Page } from './page.ts';
import { SUBJECTS } from './spec.ts';
import { paint } from './colour.ts';
import { linesOf, sizeFor, write, type Place, type Script } from './writing.ts';

type Wish = Partial<Script> &
  Omit<Place, 'width'> & { width: number; across: number; max: number; min?: number };

/**
 * Writes words as large as they fit a width and height (all in pixels; sizes in units of the page).
 * @returns the height taken
 */
export function fitted(page: Page, text: string, wish: Wish): number {
  const { unit, random, context, language } = page;
  const { max, min = 20, across, ...rest } = wish;
  const script = { colour: INK, language, random, ...rest };
  const size = sizeFor(context, text, { ...script, across, max: max * unit, min: min * unit });
  return write(context, text, { ...script, size });
}

/**
 * A heading over the whole width, with a stroke drawn under it.
 * @returns where the next thing may begin
 */
export function heading(
  page: Page,
  text: string,
  at: Box & { align?: 'left' | 'center'; colour?: string; max?: number; face?: Script['face'] },
): number {
  const { unit, hue, context, random } = page;
  const { align = 'center', colour = INK, max = 92, face = 'kuaile' } = at;
  const script = { colour, face, language: page.language, width: at.width, random };
  const size = sizeFor(context, text, { ...script, across: at.height, max: max * unit, min: 34 * unit });
  const tall = write(context, text, { ...script, size, x: at.x, y: at.y, align });
  const widest = Math.max(...linesOf(context, text, { ...script, size }).map((one) => one.width));
  const [from, y] = [align === 'center' ? at.x + (at.width - widest) / 2 : at.x, at.y + tall + 4 * unit];
  const under = `M${from - 8 * unit} ${y}Q${from + widest / 2} ${y + random.bell() * 14 * unit} ${from + widest + 14 * unit} ${y - 3 * unit}`;
  line(page, under, { colour: paint(0.66, 0.15, hue), width: 9, tool: 'marker' });
  return y + 30 * unit;
}

/** A remark on a strip of tape or plain, in the hand of whoever made the page. */
export function remark(
  page: Page,
  text: string,
  at: Box & { colour?: string; taped?: boolean; turn?: number; align?: 'left' | 'center' | 'right' },
): void {
  const { unit, hue } = page;
  const { colour = paint(0.42, 0.1, hue + 150), taped = false, turn = 0, align = 'center' } = at;
  const { context } = page;
  context.save();
  context.translate(at.x + at.width / 2, at.y + at.height / 2);
  context.rotate(turn);
  context.translate(-at.x - at.width / 2, -at.y - at.height / 2);
  if (taped) tape(page, { ...at, turn: 0, colour: paint(0.9, 0.075, hue + 60) });
  const inset = taped ? 26 * unit : 0;
  const room = { x: at.x + inset, width: at.width - inset * 2, across: at.height - (taped ? 16 * unit : 0) };
  fitted(page, text, { ...room, y: at.y + (taped ? 10 * unit : 0), max: 52, min: 22, align, colour });
  context.restore();
}

/** A subject, small or large, in a square of the page. */
export function place(
  page: Page,
  subject: string,
  at: {
    x: number;
    y: number;
    side: number;
    style?: Style;
    labels?: readonly string[];
    caption?: string;
    small?: boolean;
  },
): void {
  const found = SUBJECTS[subject]!;
  const { x, y, side, style = found.style ?? 'wash', labels = [], caption = '', small = false } = at;
  const random = page.random.branch(`${subject} ${Math.round(x)} ${Math.round(y)}`);
  const stand = { x, y, side, style, hue: page.hue, random, paper: page.paper, language: page.language };
  found.draw(easelOn(page.context, stand), { labels, caption, small });
}

/** A tick, a cross or half a tick by a red pen. */
export function mark(
  page: Page,
  kind: 'right' | 'wrong' | 'half' | 'none',
  at: { x: number; y: number; size: number },
): void {
  const { x, y, size } = at;
  const pen = { colour: RED_PEN, width: (size / page.unit) * 0.085, tool: 'ballpoint' as const };
  if (kind === 'none') return;
  if (kind === 'wrong') {
    line(
      page,
      `M${x} ${y}Q${x + size * 0.5} ${y + size * 0.4} ${x + size * 0.86} ${y + size}M${x + size * 0.9} ${y - size * 0.05}Q${x + size * 0.4} ${y + size * 0.5} ${x - size * 0.06} ${y + size * 0.96}`,
      pen,
    );
    return;
  }
  line(
    page,
    `M${x} ${y + size * 0.5}Q${x + size * 0.2} ${y + size * 0.7} ${x + size * 0.32} ${y + size}Q${x + size * 0.6} ${y + size * 0.3} ${x + size * 1.2} ${y - size * 0.1}`,
    pen,
  );
  if (kind === 'half')
    line(page, `M${x + size * 0.62} ${y + size * 0.1}L${x + size * 0.98} ${y + size * 0.62}`, pen);
}
