/**
 * The process that draws text cards. It is one of its own, not a thread: fonts and bitmaps live in native memory that a
 * thread leaves behind when it ends (350 MB were measured), and only the end of a process gives it all back.
 */
import { setPriority } from 'node:os';
import { createCanvas, type Canvas } from '@napi-rs/canvas';
import sharp from 'sharp';
import { drawCard } from './draw.ts';
import type { CardAnswer, CardQuestion } from './renderer.ts';

const canvas = createCanvas(1080, 1440);

setPriority(5);
process.on('disconnect', () => process.exit(0));
process.on('message', (question: CardQuestion) => void answer(question));

async function answer(question: CardQuestion): Promise<void> {
  try {
    const { missing } = drawCard(question, canvas);
    const data = await encode(canvas, question.format);
    send({ picture: { data, format: question.format, width: canvas.width, height: canvas.height, missing } });
  } catch (error) {
    send({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

/** PNG at the lightest level is without loss and takes a quarter of the time of WebP: it is made smaller later anyway. */
async function encode(drawn: Canvas, format: CardQuestion['format']): Promise<Buffer> {
  if (format === 'webp') return drawn.encode('webp', 90);
  const raw = { width: drawn.width, height: drawn.height, channels: 4 as const };
  return sharp(drawn.data(), { raw }).removeAlpha().png({ compressionLevel: 1 }).toBuffer();
}

function send(answered: CardAnswer): void {
  process.send!(answered);
}
