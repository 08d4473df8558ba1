/**
 * Makes the pictures of the demo week's first page ready, so that a first start need not draw them:
 * `node server/src/demo/draw/ready.ts`. Pictures that fit no spec any more are removed, missing ones drawn.
 */
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { readDemo } from '../read.ts';
import { draw, drawPicture, READY, readyName } from './index.ts';
import type { PictureSpec } from './spec.ts';

/** The notes that a first start makes before it opens its doors. */
const NOTES = 60;
/** Bytes in the repository, at most. */
const BUDGET = 3_000_000;

await makeReady();

async function makeReady(): Promise<void> {
  mkdirSync(READY, { recursive: true });
  const specs = firstSpecs();
  const wanted = new Set(specs.map(readyName));
  for (const file of readdirSync(READY)) if (!wanted.has(file)) rmSync(join(READY, file));
  const there = new Set(readdirSync(READY));
  for (const spec of specs.filter((one) => !there.has(readyName(one)))) {
    writeFileSync(join(READY, readyName(spec)), await small(spec));
  }
  const bytes = readdirSync(READY).reduce((sum, file) => sum + statSync(join(READY, file)).size, 0);
  process.stdout.write(`${specs.length} pictures, ${bytes} bytes of ${BUDGET}\n`);
  if (bytes > BUDGET) process.exitCode = 1;
}

/** The specs as the loader tells them: best notes first. */
function firstSpecs(): PictureSpec[] {
  return readDemo()
    .notes.slice(0, NOTES)
    .flatMap(({ key, language, pictures }) =>
      pictures.map(({ kind, params, ratio }, index) => ({
        kind,
        params,
        ratio,
        language,
        seed: `${key}-${index + 1}`,
      })),
    );
}

async function small(spec: PictureSpec): Promise<Buffer> {
  if (spec.kind === 'photo') return (await drawPicture(spec, 66)).data;
  const canvas = draw(spec);
  const raw = { width: canvas.width, height: canvas.height, channels: 4 as const };
  return sharp(canvas.data(), { raw }).removeAlpha().webp({ quality: 68, effort: 6 }).toBuffer();
}
