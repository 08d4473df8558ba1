import type { Note, TakenDown } from '@jujube/contract';
import type { Component } from 'svelte';

/**
 * What stands around the pictures and words of a note: on its own page from the start, over a list when it is wanted
 * (the `Late…` components).
 */
export interface NoteParts {
  /** The ⋯. */
  Menu: Component<NoteMenuProps>;
  /** Where one says something. */
  Say: Component<{ kept?: string; problem?: string }>;
  /** What is below the words: facts, and what is said. */
  Rest: Component<{ note: Note }>;
  /** Beside a note of one's own that was taken down; there for those only. */
  Down?: Component<{ down: TakenDown; title: string }>;
}

export interface NoteMenuProps {
  note: Note;
  oncopy: () => void;
  onboards: () => void;
  /** It was hidden or deleted: leave it. */
  onremoved: () => void;
  /** Takes it out of a list; answers how to put it back. */
  remove: (id: string) => () => void;
}
