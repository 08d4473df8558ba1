import type { Note, ShownText } from '@jujube/contract';
import { languageName } from '#lib/locale.ts';
import * as m from '#lib/paraglide/messages.js';

type Version = Note['versions'][number];
type WhoWrote = Pick<Version, 'state' | 'language'> & Partial<Pick<Version, 'by' | 'engine'>>;

/** Who wrote a version, and in which language: “English by the author”. */
export function whoWrote({ state, language, by, engine }: WhoWrote): string {
  const name = languageName(language);
  if (state === 'author') return m.note_version_author({ language: name });
  if (state === 'human')
    return by
      ? m.note_version_human({ language: name, name: by.name })
      : m.note_version_someone({ language: name });
  if (state === 'machine')
    return engine
      ? m.note_version_engine({ language: name, engine })
      : m.note_version_machine({ language: name });
  if (state === 'converted') return m.note_version_converted({ language: name });
  if (state === 'gloss') return m.note_version_gloss();
  return m.note_version_rules({ language: name });
}

/** The same for a text of which only is known what made it. */
export function whoMade({ state, language, by }: Pick<ShownText, 'state' | 'language' | 'by'>): string {
  return whoWrote({ state, language, engine: by ?? null });
}

/** Whether a version is good enough to stand in the original's place. */
export function stands({ state }: Pick<Version, 'state'>): boolean {
  return state !== 'gloss' && state !== 'phrasebook_slots';
}

/** How words look that are no translation, only helpful. */
export const GLOSSED = 'underline decoration-dotted decoration-1 underline-offset-4';
