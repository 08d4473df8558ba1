import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { treeOf } from './server.ts';

/** The rest of the demo world is made by niced children of a start: it is complete when none has been seen for 2 s. */
export async function demoComplete(pid: number): Promise<void> {
  let quietSince = performance.now();
  while (performance.now() - quietSince < 2000) {
    if (treeOf(pid).some(isNiced)) quietSince = performance.now();
    await pause(100);
  }
}

function isNiced(pid: number): boolean {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').pop()!.split(' ');
    return Number(fields[16]) > 0;
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}
