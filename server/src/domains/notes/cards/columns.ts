import type { SKRSContext2D } from '@napi-rs/canvas';
import { MOST_IN_COLUMNS, type CardBackground } from '@jujube/contract/card-backgrounds';
import { fitText, type Fitted } from '../../../kernel/drawing/fitting.ts';
import { GAP } from '../../../kernel/drawing/lines.ts';
import { drawText, isTraditional, textWidth } from '../../../kernel/drawing/setting.ts';
import { graphemes, isWide } from '../../../kernel/drawing/units.ts';

/** Distance between columns in parts of the size. */
const APART = 1.62;
/** Marks that lie along the line and so turn with it. */
const TURNED = /^[「」『』（）《》〈〉【】“”‘’…—～()]$/u;
/** Stops of simplified type sit low on the left and move up to the right; traditional ones stand in the middle. */
const STOPS = /^[，。、]$/u;

type Wish = { background: CardBackground; language?: string | undefined };

/** Whether words are to be set in columns: nearly all Han, and few. */
export function standsInColumns(text: string): boolean {
  const all = graphemes(text.replace(/\s/gu, ''));
  const han = all.filter((grapheme) => isWide(grapheme)).length;
  return all.length > 0 && all.length <= MOST_IN_COLUMNS && han / all.length > 0.85;
}

/** Sets words in columns from the right, with a line between them, as on old letter paper. */
export function drawColumns(
  context: SKRSContext2D,
  text: string,
  wish: Wish,
): { size: number; cut: boolean } {
  const { box, face, size, columns } = wish.background;
  const fitted = fitText(context, {
    text,
    face,
    language: wish.language,
    along: box.height,
    across: box.width,
    max: size.max,
    min: size.min,
    leading: APART,
  });
  if (columns) drawRules(context, wish.background, fitted);
  context.fillStyle = wish.background.ink;
  for (const [at, line] of fitted.lines.entries()) {
    const middle = box.x + box.width - (at + 0.5) * fitted.leading;
    drawColumn(context, line.text, { ...wish, fitted, middle });
  }
  return { size: fitted.size, cut: fitted.cut };
}

function drawRules(context: SKRSContext2D, { box, columns }: CardBackground, { leading }: Fitted): void {
  context.strokeStyle = columns!.colour;
  context.lineWidth = 2.5;
  context.beginPath();
  for (let x = box.x + box.width; x > box.x - 2; x -= leading) {
    context.moveTo(x, box.y - 26);
    context.lineTo(x, box.y + box.height + 26);
  }
  context.stroke();
}

function drawColumn(
  context: SKRSContext2D,
  text: string,
  at: Wish & { fitted: Fitted; middle: number },
): void {
  let y = at.background.box.y;
  for (const part of partsOf(text)) y += drawPart(context, part, { ...at, y });
}

/** Wide characters one by one, everything else in runs that lie on their side. */
function partsOf(text: string): string[] {
  const parts: string[] = [];
  let lay = false;
  for (const grapheme of graphemes(text)) {
    const lies = grapheme !== GAP && !TURNED.test(grapheme) && !isWide(grapheme);
    if (lies && lay) parts[parts.length - 1] += grapheme;
    else parts.push(grapheme);
    lay = lies;
  }
  return parts;
}

function drawPart(
  context: SKRSContext2D,
  part: string,
  { fitted, middle, y, language }: Wish & { fitted: Fitted; middle: number; y: number },
): number {
  const { size, faces } = fitted;
  const type = { faces, size, language };
  const width = textWidth(context, part, type);
  if (part === GAP) return width;
  if (isWide(part) && !TURNED.test(part)) {
    const moved = STOPS.test(part) && !isTraditional(language) ? size * 0.58 : 0;
    drawText(context, part, { ...type, x: middle - width / 2 + moved, y: y + size * 0.88 - moved });
    return width;
  }
  context.save();
  context.translate(middle, y);
  context.rotate(Math.PI / 2);
  drawText(context, part, { ...type, x: 0, y: size * 0.36 });
  context.restore();
  return width;
}
