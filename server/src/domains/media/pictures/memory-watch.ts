/**
 * A thread of the child process that ends it when it needs too much memory: the decoders in it work for seconds
 * without a pause, so no timer of its main thread could.
 */
import { setInterval } from 'node:timers';
import { workerData } from 'node:worker_threads';

const { most, everyMs } = workerData as { most: number; everyMs: number };

setInterval(() => {
  // The parent knows that it did not send this signal: whoever did (this, or the kernel) wanted the memory back.
  if (process.memoryUsage.rss() > most) process.kill(process.pid, 'SIGKILL');
}, everyMs);
