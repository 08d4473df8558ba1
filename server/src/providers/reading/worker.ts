/** The process that reads words in pictures: models and their runtime take half a gigabyte, and come with the first picture. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { answering } from '../../kernel/child/answering.ts';
import type { ReadLine } from './reading.ts';

export interface Question {
  picture: Uint8Array;
}

interface Found {
  text: string;
  /** How sure it is of the characters, 0–1. */
  mean: number;
  /** Four corners. */
  box?: number[][];
}
interface Reader {
  detect(path: string): Promise<Found[]>;
}

/** Longer sides read little better, and need twice the memory. */
const LONGEST_PX = 960;
const MOST_PIXELS = 60_000_000;
/** What it is less sure of is leaves and tiles. */
const SURE = 0.85;
/** The runtime works in threads of its own. */
const MOST_BYTES = 1_300_000_000;

sharp.concurrency(1);
sharp.cache(false);
const folder = mkdtempSync(join(tmpdir(), 'jujube-reading-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

let reader: Promise<Reader> | undefined;
answering(linesOf, { nice: 15, most: MOST_BYTES });

async function linesOf({ picture }: Question): Promise<ReadLine[]> {
  const path = join(folder, 'picture.png');
  const { width, height } = await sharp(picture, { limitInputPixels: MOST_PIXELS, pages: 1 })
    .resize(LONGEST_PX, LONGEST_PX, { fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .png({ compressionLevel: 1 })
    .toFile(path);
  reader ??= open();
  const found = await (await reader).detect(path);
  return found.flatMap(({ text, mean, box }) =>
    mean >= SURE && box && isWords(text) ? [{ text: text.trim(), box: placeOf(box, { width, height }) }] : [],
  );
}

async function open(): Promise<Reader> {
  // Optional, so its types may be missing, too; who asks has looked whether it is there.
  const name: string = '@gutenye/ocr-node';
  const { default: Ocr } = (await import(name)) as { default: { create(options: object): Promise<Reader> } };
  return Ocr.create({
    onnxOptions: { intraOpNumThreads: 1, enableCpuMemArena: false, enableMemPattern: false },
  });
}

/** A number, or one letter, needs no other language. */
function isWords(text: string): boolean {
  return /\p{Script=Han}|\p{L}{2}/u.test(text);
}

function placeOf(box: number[][], { width, height }: { width: number; height: number }): ReadLine['box'] {
  const xs = box.map(([x]) => Math.min(Math.max(x! / width, 0), 1));
  const ys = box.map(([, y]) => Math.min(Math.max(y! / height, 0), 1));
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const rounded = (value: number) => Math.round(value * 1000) / 1000;
  return [rounded(left), rounded(top), rounded(Math.max(...xs) - left), rounded(Math.max(...ys) - top)];
}
