/**
 * A thread of the child process that ends it when it needs too much memory: the decoders in it work for seconds
 * without a pause, so no timer of its main thread could.
 */
import { setInterval } from 'node:timers';
import { workerData } from 'node:worker_threads';

type Watched = { most: number; everyMs: number; peak: BigInt64Array };
const { most, everyMs, peak }: Watched = workerData;

setInterval(() => {
  const now = process.memoryUsage.rss();
  if (BigInt(now) > Atomics.load(peak, 0)) Atomics.store(peak, 0, BigInt(now));
  // The parent knows that it did not send this signal: whoever did (this, or the kernel) wanted the memory back.
  if (now > most) process.kill(process.pid, 'SIGKILL');
}, everyMs);
