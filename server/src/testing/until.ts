import { setTimeout as pause } from 'node:timers/promises';

/** Asks again until it is true; after the ceiling (ms, generous) fails with what was waited for. */
export async function until(what: string, holds: () => Promise<boolean>, ceiling = 60_000): Promise<void> {
  const end = performance.now() + ceiling;
  let last: unknown = null;
  while (performance.now() < end) {
    try {
      if (await holds()) return;
      last = null;
    } catch (error) {
      last = error;
    }
    await pause(25);
  }
  throw new Error(`Not within ${ceiling} ms: ${what}`, { cause: last });
}
