import { createCanvas, type Canvas, type SKRSContext2D } from '@napi-rs/canvas';
import {
  CARD_BACKGROUNDS,
  CARD_HEIGHT,
  CARD_WIDTH,
  cardBackground,
  type CardBackground,
} from '@jujube/contract/card-backgrounds';
import { fitText, type Fitted } from '../../../kernel/drawing/fitting.ts';
import { rubOut } from '../../../kernel/drawing/paper.ts';
import { drawText, facesFor, isRightToLeft, missingFrom } from '../../../kernel/drawing/setting.ts';
import { drawColumns, standsInColumns } from './columns.ts';
import { paintBackground } from './paint.ts';
import { cardWords } from './words.ts';

/** What a card says and on what; an unknown background becomes the first. */
export type Card = { text: string; background: string; language?: string | undefined };

/** A drawn card; `missing` are its characters that no installed face has and that came out as boxes. */
export type DrawnCard = { canvas: Canvas; size: number; cut: boolean; missing: string[] };

/**
 * Draws a card of 1080 × 1440: its background, and its words as large as they fit.
 * @param canvas to draw on: whoever draws many saves 6 MB of waste a card by giving the same one again
 */
export function drawCard(card: Card, canvas: Canvas = createCanvas(CARD_WIDTH, CARD_HEIGHT)): DrawnCard {
  const background = cardBackground(card.background) ?? CARD_BACKGROUNDS[0]!;
  const words = cardWords(card.text);
  const context = canvas.getContext('2d');
  context.drawImage(paintBackground(background), 0, 0);
  const missing = missingFrom(words.replaceAll('\n', ''), facesFor(words, background.face, card.language));
  if (background.columns && standsInColumns(words)) {
    return { canvas, missing, ...drawColumns(context, words, { background, language: card.language }) };
  }
  const fitted = fit(context, words, { background, language: card.language });
  if (words) drawLines(canvas, background, { fitted, language: card.language });
  return { canvas, missing, size: fitted.size, cut: fitted.cut || words.endsWith('…') };
}

type Wish = { background: CardBackground; language?: string | undefined };

function fit(context: SKRSContext2D, text: string, { background, language }: Wish): Fitted {
  const { box, face, size } = background;
  return fitText(context, { text, face, language, along: box.width, across: box.height, ...size });
}

function drawLines(canvas: Canvas, background: CardBackground, { fitted, language }: Placed): void {
  const context = canvas.getContext('2d');
  drawRules(context, background, fitted);
  if (background.texture !== 'chalk') return drawWords(context, background, { fitted, language });
  const layer = layerFor();
  drawWords(layer.getContext('2d'), background, { fitted, language });
  rubOut(layer.getContext('2d'), { width: CARD_WIDTH, height: CARD_HEIGHT, seed: 'chalk', strength: 0.5 });
  context.drawImage(layer, 0, 0);
}

type Placed = { fitted: Fitted; language?: string | undefined };

function drawWords(pen: SKRSContext2D, background: CardBackground, { fitted, language }: Placed): void {
  const top = topOf(background, fitted);
  pen.save();
  turn(pen, background);
  pen.fillStyle = background.ink;
  for (const [at, line] of fitted.lines.entries()) {
    const x = background.box.x + indent(background, line.text, line.width);
    const y = top + at * fitted.leading + fitted.size * 0.92;
    drawText(pen, line.text, { x, y, faces: fitted.faces, size: fitted.size, language });
  }
  pen.restore();
}

let layer: Canvas | undefined;

/** An empty sheet over the card, the same one every time. */
function layerFor(): Canvas {
  layer ??= createCanvas(CARD_WIDTH, CARD_HEIGHT);
  layer.getContext('2d').clearRect(0, 0, CARD_WIDTH, CARD_HEIGHT);
  return layer;
}

/** A few words sit a little above the middle, where the eye takes them for centred. */
function topOf({ box, valign, ruled }: CardBackground, { lines, leading, size }: Fitted): number {
  const height = (lines.length - 1) * leading + size * 1.1;
  if (ruled || valign === 'top') return box.y;
  return box.y + Math.max(0, (box.height - height) * 0.46);
}

function indent({ align, box }: CardBackground, text: string, width: number): number {
  if (isRightToLeft(text)) return box.width - width;
  return align === 'center' ? (box.width - width) / 2 : 0;
}

function turn(pen: SKRSContext2D, { box, tilt }: CardBackground): void {
  if (!tilt) return;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  pen.translate(x, y);
  pen.rotate((tilt * Math.PI) / 180);
  pen.translate(-x, -y);
}

/** A ruled page has its lines where the words stand, down to the page's end. */
function drawRules(context: SKRSContext2D, background: CardBackground, fitted: Fitted): void {
  const { box, ruled, columns } = background;
  const rules = ruled ?? (columns && { colour: columns.colour, x: box.x, width: box.width });
  if (!rules) return;
  const { leading, size } = fitted;
  const top = topOf(background, fitted);
  context.strokeStyle = rules.colour;
  context.lineWidth = 2.5;
  context.beginPath();
  for (let y = top + size * 1.14; y < box.y + box.height + leading * 0.5; y += leading) {
    context.moveTo(rules.x, y);
    context.lineTo(rules.x + rules.width, y);
  }
  context.stroke();
}
