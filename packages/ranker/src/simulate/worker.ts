import { parentPort } from 'node:worker_threads';
import { runAll, type Run } from './policies.ts';

/** Takes one run at a time and answers with its figures. */
parentPort!.on('message', (run: Run) => parentPort!.postMessage(runAll(run)));
