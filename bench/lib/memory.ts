import { readdirSync, readFileSync } from 'node:fs';

/** Megabytes that a process and all below it really take: what they share is counted once (PSS). */
export function memoryOf(pid: number): number {
  const kilobytes = Number(/^Pss:\s+(\d+)/m.exec(told(pid, 'smaps_rollup'))?.[1] ?? 0);
  return kilobytes / 1024 + below(pid).reduce((sum, child) => sum + memoryOf(child), 0);
}

/** The processes that one started. */
export function below(pid: number): number[] {
  const tasks = readable(() => readdirSync(`/proc/${pid}/task`), []);
  return tasks.flatMap((task) =>
    told(pid, `task/${task}/children`).trim().split(' ').filter(Boolean).map(Number),
  );
}

function told(pid: number, what: string): string {
  return readable(() => readFileSync(`/proc/${pid}/${what}`, 'utf8'), '');
}

/** A process may end while one reads of it. */
function readable<Value>(read: () => Value, gone: Value): Value {
  try {
    return read();
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return gone;
    throw error;
  }
}
