import type { Note } from '@jujube/contract';
import { formatList } from '#lib/locale.ts';
import * as m from '#lib/paraglide/messages.js';

export { stands, whoWrote } from '#lib/domains/translation/who-wrote.ts';

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

/** The declarations of a note, in words. */
export function declarationWords(declarations: Note['declarations']): string {
  const words = {
    ai: m.note_declared_ai(),
    paid: m.note_declared_paid(),
    own_product: m.note_declared_own_product(),
    hints: m.note_hints(),
  };
  return formatList(declarations.map((declared) => words[declared]));
}
