import { createRequire } from 'node:module';
import { Child } from '../../kernel/child/asking.ts';
import type { PictureReader, ReadLine } from './reading.ts';
import type { Question } from './worker.ts';

interface Options {
  /** Milliseconds without work after which the process ends, and its memory with it. */
  idleMs?: number;
  /** Milliseconds one picture may take. */
  limitMs?: number;
}

/**
 * Reads in a process that starts with the first picture and ends when there are no more: it takes half a gigabyte while it
 * works. One picture at a time; one that hangs or ends the process is nobody's trouble but its own.
 */
export function readerChild({ idleMs = 30_000, limitMs = 60_000 }: Options = {}): PictureReader {
  const child = new Child<Question, ReadLine[]>({
    name: 'Reading a picture',
    module: new URL('./worker.ts', import.meta.url),
    together: 1,
    idleMs,
    limitMs,
  });
  return {
    there: isThere(),
    read: (picture) => child.ask({ picture }),
    close: () => child.close(),
  };
}

/** It is an optional dependency, and there are machines that it has nothing for. */
function isThere(): boolean {
  try {
    createRequire(import.meta.url).resolve('@gutenye/ocr-node');
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
    return false;
  }
}
