/**
 * The process that draws text cards. It is one of its own, not a thread: fonts and bitmaps live in native memory that a
 * thread leaves behind when it ends (350 MB were measured), and only the end of a process gives it all back.
 */
import { createCanvas, type Canvas } from '@napi-rs/canvas';
import sharp from 'sharp';
import { answering } from '../../../kernel/child/answering.ts';
import { drawCard } from './draw.ts';
import type { CardPicture, CardQuestion } from './renderer.ts';

const canvas = createCanvas(1080, 1440);

answering(picture, { nice: 5 });

async function picture(question: CardQuestion): Promise<CardPicture> {
  const { missing } = drawCard(question, canvas);
  const data = await encode(canvas, question.format);
  return { data, format: question.format, width: canvas.width, height: canvas.height, missing };
}

/** PNG at the lightest level is without loss and takes a quarter of the time of WebP: it is made smaller later anyway. */
async function encode(drawn: Canvas, format: CardQuestion['format']): Promise<Buffer> {
  if (format === 'webp') return drawn.encode('webp', 90);
  const raw = { width: drawn.width, height: drawn.height, channels: 4 as const };
  return sharp(drawn.data(), { raw }).removeAlpha().png({ compressionLevel: 1 }).toBuffer();
}
