import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, 'world');

/** SHA-256 of the world's files, one after the other by name: as `cat world/*.ts | sha256sum`. */
export function worldHash(): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(FOLDER).toSorted()) hash.update(readFileSync(join(FOLDER, name)));
  return hash.digest('hex');
}
