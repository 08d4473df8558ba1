import type { Note } from '@jujube/contract';
import { formatList, languageName } from '#lib/locale.ts';
import * as m from '#lib/paraglide/messages.js';

type Version = Note['versions'][number];

/** The version in another language that goes with the original for this reader, or null. */
export function otherVersion(note: Pick<Note, 'versions' | 'shown' | 'language'>): Version | null {
  const others = note.versions.filter(({ state }) => state !== 'original');
  return (
    others.find(({ language, state }) => language === note.shown.language && state === note.shown.state) ??
    others[0] ??
    null
  );
}

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

/** Whether a version is good enough to stand in the original's place. */
export function stands({ state }: Pick<Version, 'state'>): boolean {
  return state !== 'gloss' && state !== 'phrasebook_slots';
}

/** The declarations of a note, in words. */
export function declarationWords(declarations: Note['declarations']): string {
  const words = {
    ai: m.note_declared_ai(),
    paid: m.note_declared_paid(),
    own_product: m.note_declared_own_product(),
  };
  return formatList(declarations.map((declared) => words[declared]));
}
