import { AppError } from './errors.ts';

export interface Gate {
  /** Runs work when there is room; throws `server.busy` at once when even the queue is full. */
  pass<T>(work: () => Promise<T>): Promise<T>;
  load(): { running: number; queued: number };
}

/** A bounded queue before the server: past it people get an honest 503 with `Retry-After`, never a pile-up. */
export function createGate({ running: most, queued: longest }: { running: number; queued: number }): Gate {
  let running = 0;
  const waiting: (() => void)[] = [];
  return {
    async pass(work) {
      if (running >= most) {
        if (waiting.length >= longest) throw new AppError('server.busy', { retryAfter: 2 });
        await new Promise<void>((resolve) => waiting.push(resolve));
      } else {
        running += 1;
      }
      try {
        return await work();
      } finally {
        const next = waiting.shift();
        // A waiting request takes over the place, so `running` stays.
        if (next) next();
        else running -= 1;
      }
    },
    load: () => ({ running, queued: waiting.length }),
  };
}
