import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Figures } from './measures.ts';
import type { Run } from './policies.ts';

/** What a thread makes and lets go is mostly gone before so much has come together, and costs nothing to collect. */
const YOUNG_MB = 128;

/** Some threads that take runs in the order in which they are asked for. */
export class Workers {
  readonly #free: Worker[] = [];
  readonly #all: Worker[];
  readonly #waiting: ((worker: Worker) => void)[] = [];

  constructor(count: number) {
    this.#all = Array.from(
      { length: Math.max(1, count) },
      () =>
        new Worker(new URL('worker.ts', import.meta.url), {
          resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
        }),
    );
    this.#free.push(...this.#all);
  }

  async run(run: Run): Promise<Figures[]> {
    const worker = this.#free.pop() ?? (await new Promise<Worker>((resolve) => this.#waiting.push(resolve)));
    const answered = once(worker, 'message') as Promise<[Figures[]]>;
    worker.postMessage(run);
    const [figures] = await answered;
    const next = this.#waiting.shift();
    if (next) next(worker);
    else this.#free.push(worker);
    return figures;
  }

  async stop(): Promise<void> {
    await Promise.all(this.#all.map((worker) => worker.terminate()));
  }
}
