/**
 * The process that decodes what strangers upload: apart from the one that serves, so that a bad picture costs nobody
 * else anything. It takes one job at a time, and ends when its parent does.
 */
import { Worker } from 'node:worker_threads';
import sharp from 'sharp';
import { answering } from '../../../kernel/child/answering.ts';
import { PictureRefusal, type RefusalCode } from './refusal.ts';
import type { Picture } from '../../../providers/pictures/pictures.ts';
import { NoRoom, work, type Job } from './work.ts';

/** What came of a job, with the most memory (bytes) that the process has had so far. One job, one answer. */
export type Answered = { peak: number } & (Outcome | { again: true });
export type Outcome =
  | { picture: Picture }
  | { refusal: { code: RefusalCode; detail: string } }
  | { failure: string };

/** Serving comes first, but a picture must not starve beside it: at full load this is about a tenth of a share. */
const NICE = 10;

/** Bytes of this process before its first picture. */
const NEW_PROCESS = 100_000_000;

/** What may be read at all, whatever a file claims to be: no SVG, no PDF. TIFF is for pixels that we label ourselves. */
const LOADERS = ['Jpeg', 'Png', 'Webp', 'Heif', 'Nsgif', 'Tiff'].map((name) => `VipsForeignLoad${name}`);

sharp.cache(false);
// Threads of a single picture; how many there are in all, the parent says (UV_THREADPOOL_SIZE).
sharp.concurrency(1);
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: LOADERS });

const memory = Number(process.argv[2]);
/** Bytes, kept by the thread that watches. */
const peak = new BigInt64Array(new SharedArrayBuffer(8));
let jobs = 0;

answering(answer, { nice: NICE });
watchMemory(memory);

async function answer(job: Job): Promise<Answered> {
  jobs += 1;
  const outcome = await outcomeOf(job);
  // Pixels lie outside the heap, where the collector does not see how much they are.
  globalThis.gc?.();
  return { peak: Math.max(Number(Atomics.load(peak, 0)), process.memoryUsage.rss()), ...outcome };
}

/** A new process is always taken to be equally big, so that a picture which fits once fits every time. */
function taken(): number {
  return jobs > 1 ? process.memoryUsage.rss() : NEW_PROCESS;
}

async function outcomeOf(job: Job): Promise<Outcome | { again: true }> {
  try {
    return { picture: await work(job, memory - taken()) };
  } catch (error) {
    if (error instanceof NoRoom) {
      // What earlier pictures left behind cannot be given back; a new process has none of it.
      return jobs > 1 ? { again: true } : { refusal: { code: 'media.too_heavy', detail: error.message } };
    }
    if (error instanceof PictureRefusal) return { refusal: { code: error.code, detail: error.detail } };
    return { failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

function watchMemory(most: number): void {
  const workerData = { most, everyMs: 50, peak };
  const resourceLimits = { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 2 };
  new Worker(new URL('./memory-watch.ts', import.meta.url), { workerData, resourceLimits }).unref();
}
