/**
 * The pictures of the demo week, drawn by our own pens: every kind of server/src/demo/data/PICTURES.md, and the avatars of
 * its people. The same spec gives the same picture on every machine; ready-made ones are in server/src/demo/pictures.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Canvas } from '@napi-rs/canvas';
import sharp from 'sharp';
import { drawAvatar, type AvatarSpec } from './avatar.ts';
import { drawChart } from './kinds/chart.ts';
import { drawChat } from './kinds/chat.ts';
import { drawChecklist } from './kinds/checklist.ts';
import { drawClock } from './kinds/clock.ts';
import { drawFlow } from './kinds/flow.ts';
import { drawGuide } from './kinds/guide.ts';
import { drawHandMap } from './kinds/hand-map.ts';
import { drawHandwriting } from './kinds/handwriting.ts';
import { drawNameCard } from './kinds/name-card.ts';
import { drawPixel } from './kinds/pixel.ts';
import { drawPriceTable } from './kinds/price-table.ts';
import { drawReceipt } from './kinds/receipt.ts';
import { drawRecipe } from './kinds/recipe.ts';
import { drawSketch } from './kinds/sketch.ts';
import { drawStamp } from './kinds/stamp.ts';
import { drawStickers } from './kinds/stickers.ts';
import { drawTextCard } from './kinds/text-card.ts';
import { drawWorksheet } from './kinds/worksheet.ts';
import { finish, newPage, type Page } from './page.ts';
import { photograph } from './photographs.ts';
import { PARAMS, type Kind, type Params, type PictureSpec } from './spec.ts';

export { drawAvatar, type AvatarSpec } from './avatar.ts';
export { demoCredits } from './credits.ts';
export { creditOf, type Credit } from './photographs.ts';
export type { PictureSpec, Ratio } from './spec.ts';

/** A picture as bytes: WebP, 1080 pixels wide. */
export type Picture = { data: Buffer; width: number; height: number };

/** Where ready-made pictures lie. */
export const READY = join(import.meta.dirname, '../pictures');
/** Changes when drawing changes so much that ready-made pictures are out of date. */
const EDITION = 1;
const QUALITY = 82;

const DRAWERS: { [K in Exclude<Kind, 'photo'>]: (page: Page, params: Params<K>) => void } = {
  'text-card': drawTextCard,
  receipt: drawReceipt,
  recipe: drawRecipe,
  worksheet: drawWorksheet,
  'name-card': drawNameCard,
  'price-table': drawPriceTable,
  'hand-map': drawHandMap,
  clock: drawClock,
  chart: drawChart,
  sketch: drawSketch,
  stickers: drawStickers,
  stamp: drawStamp,
  flow: drawFlow,
  guide: drawGuide,
  handwriting: drawHandwriting,
  checklist: drawChecklist,
  chat: drawChat,
  pixel: drawPixel,
};

/**
 * The picture of a spec: ready-made where there is one, else drawn now.
 * @throws when the spec is not one that PICTURES.md allows
 */
export async function pictureFor(spec: PictureSpec): Promise<Picture> {
  const path = join(READY, readyName(spec));
  if (!existsSync(path)) return drawPicture(spec);
  const data = readFileSync(path);
  const { width, height } = await sharp(data).metadata();
  return { data, width, height };
}

/**
 * Draws the picture of a spec.
 * @param quality of WebP, 0 to 100
 * @throws when the spec is not one that PICTURES.md allows
 */
export async function drawPicture(spec: PictureSpec, quality: number = QUALITY): Promise<Picture> {
  if (spec.kind === 'photo') {
    const { file } = PARAMS.photo.parse(spec.params);
    const found = await photograph(file, spec.ratio ?? '3:4', quality);
    if (found) return found;
  }
  return encode(draw(spec), quality);
}

/**
 * Draws a spec on a canvas. A photograph, whose package is optional, comes out as the sketch that stands in for it.
 * @throws when the spec is not one that PICTURES.md allows
 */
export function draw(spec: PictureSpec): Canvas {
  if (!isKind(spec.kind)) throw new Error(`There is no kind of picture named ${spec.kind}`);
  const parsed = PARAMS[spec.kind].safeParse(spec.params);
  if (!parsed.success) throw new Error(`${spec.seed} (${spec.kind}): ${parsed.error.message}`);
  const { seed, language, ratio = '3:4' } = spec;
  const page = newPage({ ratio, seed, language, hue: parsed.data.hue });
  if (spec.kind === 'photo') drawSketch(page, standIn(parsed.data as Params<'photo'>));
  else (DRAWERS[spec.kind] as (page: Page, params: unknown) => void)(page, parsed.data);
  return finish(page);
}

/** An avatar as WebP, 512 × 512. */
export async function avatarPicture(spec: AvatarSpec): Promise<Picture> {
  return encode(drawAvatar(spec), QUALITY);
}

/** The file name of a ready-made picture: it changes with everything that changes the picture. */
export function readyName({ kind, params, ratio = '3:4', language = '', seed }: PictureSpec): string {
  const told = JSON.stringify([EDITION, kind, params, ratio, language, seed]);
  return `${seed.replace(/[^\w-]+/gu, '-')}-${createHash('sha256').update(told).digest('hex').slice(0, 8)}.webp`;
}

async function encode(canvas: Canvas, quality: number): Promise<Picture> {
  const { width, height } = canvas;
  const raw = { width, height, channels: 4 as const };
  const data = await sharp(canvas.data(), { raw }).removeAlpha().webp({ quality, effort: 3 }).toBuffer();
  return { data, width, height };
}

function isKind(kind: string): kind is Kind {
  return kind in PARAMS;
}

function standIn({ file }: Params<'photo'>): Params<'sketch'> {
  return { subject: file === 'house-cat' ? 'cat' : 'window' };
}
