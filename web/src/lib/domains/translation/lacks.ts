import type { Note } from '@jujube/contract';
import { stands } from './who-wrote.ts';

interface Reads {
  languages: readonly string[];
  untranslated: readonly string[];
}

/** Whether somebody cannot read a text, wants to, and nothing better than a gloss of it is there. */
export function lacksVersion(
  language: string,
  version: Pick<Note['versions'][number], 'state'> | null,
  { languages, untranslated }: Reads,
): boolean {
  const isForeign = language !== 'und' && !languages.includes(language) && !untranslated.includes(language);
  return isForeign && (version === null || !stands(version));
}
