import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export type Holder = { pid: number; since: string };

/**
 * Takes a folder for this process alone, or answers who has it. The lock is the operating system's own (SQLite's
 * lock on a file), so it ends with the process, even after `kill -9`, and no stale lock can exist.
 */
export function lockFolder(folder: string): { release(): void } | { heldBy: Holder | null } {
  mkdirSync(folder, { recursive: true });
  const note = join(folder, 'lock.json');
  const lock = new DatabaseSync(join(folder, 'lock'));
  try {
    lock.exec('begin exclusive');
  } catch (error) {
    lock.close();
    if (!isBusy(error)) throw error;
    return { heldBy: readHolder(note) };
  }
  writeFileSync(note, JSON.stringify({ pid: process.pid, since: new Date().toISOString() } satisfies Holder));
  return {
    release() {
      rmSync(note, { force: true });
      lock.close();
    },
  };
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === 5;
}

/** Null in the moment between another's lock and its note. */
function readHolder(note: string): Holder | null {
  try {
    return JSON.parse(readFileSync(note, 'utf8')) as Holder;
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
