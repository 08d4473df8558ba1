import type { Card, Note, TakenDown } from '@jujube/contract';
import type { Component } from 'svelte';
import type { NoteList } from './note-list.svelte.ts';

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
  Down?: Component<{ down: TakenDown; title: string }> | undefined;
  /** Draws words where their reader wants pinyin above them. */
  Words?: Component<{ text: string }> | undefined;
}

export interface NoteMenuProps {
  note: Note;
  /** The card that it was opened from, where that is still known. */
  card: Card | undefined;
  /** The list below it, which follows what is asked for. */
  list: NoteList | undefined;
  oncopy: () => void;
  onboards: () => void;
  /** It was hidden or deleted: leave it. */
  onremoved: () => void;
  /** Takes it out of a list; answers how to put it back. */
  remove: (id: string) => () => void;
}
