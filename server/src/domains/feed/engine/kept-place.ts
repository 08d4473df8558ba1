import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FORM } from './form.ts';
import type { Place } from './memory.ts';

// For the worker, which needs nothing of what was learnt but up to where; the ranking's libraries stay away from it.

/** The place up to which the last that the feed kept had learnt; null where there is none in today's form. */
export async function keptPlace(folder: string): Promise<Place | null> {
  const numbers = (await namesIn(folder)).flatMap((name) => Number(/^kept-(\d+)$/.exec(name)?.[1] ?? []));
  if (numbers.length === 0) return null;
  const manifest = await readFile(join(folder, `kept-${Math.max(...numbers)}`, 'manifest.json'), 'utf8');
  const { form, place } = JSON.parse(manifest) as { form: number; place: Place };
  return form === FORM ? place : null;
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return [];
  }
}
