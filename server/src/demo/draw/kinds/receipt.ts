import { isTraditional } from '../../../kernel/drawing/setting.ts';
import { BLUE_INK, INK, RED_PEN } from '../colour.ts';
import { fill, laySheet, layTable, line, ring, type Box, type Page } from '../page.ts';
import type { Params } from '../spec.ts';
import { sizeFor, widthOf, write, writeLine, type Script } from '../writing.ts';
import { pressStamp } from './stamp.ts';

type Receipt = Params<'receipt'>;
type Manner = { script: Omit<Script, 'size'>; row: number; sheet: Box };

/** A till's printed strip, or a page of somebody's own book-keeping. */
export function drawReceipt(page: Page, receipt: Receipt): void {
  layTable(page);
  const { unit, width, height, random } = page;
  const rows = receipt.lines.length;
  const extra =
    (receipt.date ? 60 : 0) +
    (receipt.footer ? 110 : 20) +
    (receipt.hand ? 40 : 120) +
    (receipt.stamp ? 270 : 0);
  const row = Math.min(78, Math.max(42, (height / unit - 470 - extra) / Math.max(rows, 1))) * unit;
  const tall = Math.min(height - 40 * unit, rows * row + (430 + extra) * unit);
  const wide = Math.min(width - 120 * unit, (receipt.hand ? 900 : 780) * unit);
  const sheet = { x: (width - wide) / 2, y: (height - tall) / 2, width: wide, height: tall };
  const colour = receipt.hand ? '#fffbee' : '#fdfcf9';
  laySheet(page, { ...sheet, colour, turn: random.bell() * 0.02 }, () => {
    if (receipt.hand) ruleBook(page, sheet, row);
    else cutEdges(page, sheet);
    const script = receipt.hand
      ? {
          colour: random.branch('ink').next() < 0.5 ? BLUE_INK : INK,
          language: page.language,
          tool: 'ballpoint' as const,
        }
      : { colour: '#35322f', language: page.language, face: 'sans' as const, print: true };
    fillIn(page, receipt, { script, row, sheet });
  });
}

function fillIn(page: Page, receipt: Receipt, manner: Manner): void {
  const { unit, context, random } = page;
  const { sheet, script } = manner;
  const inner = { x: sheet.x + 64 * unit, width: sheet.width - 128 * unit };
  let y = sheet.y + 62 * unit;
  const heading = sizeFor(context, receipt.shop, {
    ...script,
    max: 74 * unit,
    min: 34 * unit,
    across: 96 * unit,
    width: inner.width,
  });
  y +=
    write(context, receipt.shop, { ...script, ...inner, y, size: heading, align: 'center', random }) +
    14 * unit;
  if (receipt.date)
    y +=
      write(context, receipt.date, { ...script, ...inner, y, size: 34 * unit, align: 'center', random }) +
      8 * unit;
  y = divide(page, { ...inner, y: y + 12 * unit, hand: receipt.hand === true });
  for (const [name, price] of receipt.lines) y = item(page, { name, price, y, inner, manner });
  y = divide(page, { ...inner, y: y + 8 * unit, hand: receipt.hand === true });
  const total = `${receipt.currency}${receipt.total}`;
  y += sum(page, { total, y, inner, manner, hand: receipt.hand === true });
  if (receipt.footer)
    y += footer(page, receipt.footer, { y, inner, manner, stamped: receipt.stamp !== undefined }) + 18 * unit;
  if (!receipt.hand) {
    const width = receipt.stamp ? inner.width * 0.56 : inner.width;
    bars(page, { ...inner, width, y: Math.min(y, sheet.y + sheet.height - 116 * unit), height: 76 * unit });
  }
  if (receipt.stamp) {
    const radius = 190 * unit;
    const at = {
      x: inner.x + inner.width - radius * 0.86,
      y: sheet.y + sheet.height - radius * 1.04,
      radius,
    };
    pressStamp(page, { text: receipt.stamp, ring: '', date: '', colour: 'red' }, { ...at, turn: -0.24 });
  }
}

type Footer = { y: number; inner: { x: number; width: number }; manner: Manner; stamped: boolean };

/** The last words, beside the stamp where there is one. */
function footer(page: Page, text: string, { y, inner, manner, stamped }: Footer): number {
  const { context, unit, random } = page;
  const { script } = manner;
  const width = stamped ? inner.width * 0.58 : inner.width;
  const size = sizeFor(context, text, {
    ...script,
    max: 40 * unit,
    min: 24 * unit,
    across: 110 * unit,
    width,
  });
  return write(context, text, {
    ...script,
    x: inner.x,
    width,
    y,
    size,
    align: stamped ? 'left' : 'center',
    random,
  });
}

type Item = { name: string; price: string; y: number; inner: { x: number; width: number }; manner: Manner };

function item(page: Page, { name, price, y, inner, manner }: Item): number {
  const { context, unit, random } = page;
  const { script, row } = manner;
  const full = Math.min(44 * unit, row * 0.68);
  const room = inner.width - 40 * unit;
  const whole = widthOf(context, `${name}${price}`, { ...script, size: full });
  const size = Math.min(full, (full * room) / whole);
  const baseline = y + row * 0.68;
  writeLine(context, name, { ...script, size, x: inner.x, y: baseline, random });
  const wide = widthOf(context, price, { ...script, size });
  writeLine(context, price, { ...script, size, x: inner.x + inner.width - wide, y: baseline, random });
  const [from, to] = [
    inner.x + widthOf(context, name, { ...script, size }) + 16 * unit,
    inner.x + inner.width - wide - 16 * unit,
  ];
  context.fillStyle = '#8d867c';
  for (let x = from; x < to; x += 15 * unit) context.fillRect(x, baseline - 3 * unit, 3.4 * unit, 3.4 * unit);
  return y + row;
}

type Sum = { total: string; y: number; inner: { x: number; width: number }; manner: Manner; hand: boolean };

function sum(page: Page, { total, y, inner, manner, hand }: Sum): number {
  const { context, unit, random } = page;
  const size = Math.min(
    76 * unit,
    sizeFor(context, total, {
      ...manner.script,
      max: 76 * unit,
      min: 36 * unit,
      across: 110 * unit,
      width: inner.width * 0.7,
    }),
  );
  const wide = widthOf(context, total, { ...manner.script, size });
  const [x, baseline] = [inner.x + inner.width - wide, y + 30 * unit + size * 0.8];
  writeLine(context, total, { ...manner.script, size, x, y: baseline, random });
  const word = totalIn(page.language);
  writeLine(context, word, { ...manner.script, size: 46 * unit, x: inner.x, y: baseline, random });
  const around = { x: x - 26 * unit, y: baseline - size * 0.95, width: wide + 52 * unit, height: size * 1.3 };
  if (hand) ring(page, around, { colour: RED_PEN, width: 5 });
  return size + 74 * unit;
}

function totalIn(language = 'en'): string {
  if (!language.startsWith('zh')) return 'TOTAL';
  return isTraditional(language) ? '合計' : '合计';
}

function divide(
  page: Page,
  { x, y, width, hand }: { x: number; y: number; width: number; hand: boolean },
): number {
  const { context, unit } = page;
  if (hand) line(page, `M${x} ${y}L${x + width} ${y}`, { width: 3 });
  else {
    context.fillStyle = '#5b5650';
    for (let at = x; at < x + width; at += 22 * unit) context.fillRect(at, y, 13 * unit, 3 * unit);
  }
  return y + 20 * unit;
}

function bars(page: Page, { x, y, width, height }: Box): void {
  const random = page.random.branch('bars');
  page.context.fillStyle = '#35322f';
  for (let at = x + width * 0.14; at < x + width * 0.86;) {
    const wide = random.pick([3, 3, 5, 7]) * page.unit;
    page.context.fillRect(at, y, wide, height);
    at += wide + random.pick([3, 5, 8]) * page.unit;
  }
}

/** Paper torn off by the till's teeth. */
function cutEdges(page: Page, { x, y, width, height }: Box): void {
  const step = 18 * page.unit;
  for (let at = x; at < x + width - 1; at += step) {
    const next = Math.min(at + step, x + width);
    fill(page, `M${at} ${y - 1}L${(at + next) / 2} ${y - step * 0.6}L${next} ${y - 1}Z`, page.paper);
    fill(
      page,
      `M${at} ${y + height + 1}L${(at + next) / 2} ${y + height + step * 0.6}L${next} ${y + height + 1}Z`,
      page.paper,
    );
  }
}

function ruleBook(page: Page, { x, y, width, height }: Box, row: number): void {
  const { context, unit } = page;
  context.fillStyle = '#c6d7e4';
  for (let at = y + 120 * unit; at < y + height - 20 * unit; at += Math.max(row, 46 * unit))
    context.fillRect(x, at, width, 2);
  context.fillStyle = '#e3a6a0';
  context.fillRect(x + 44 * unit, y, 2.4, height);
}
