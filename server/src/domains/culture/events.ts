import { event } from '../../kernel/events.ts';
import type { Id } from '../../kernel/ids.ts';

/** What a word says changed. */
export const wordChanged = event<{ word: string }>('culture.word-changed');

/** What somebody proposed for the word book holds now, or was refused; by somebody else's word or by votes. */
export const changeDecided = event<{ changeId: string; authorId: Id; accepted: boolean }>(
  'culture.change-decided',
);
