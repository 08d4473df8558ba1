import { event } from '../../kernel/events.ts';

/** What a word says changed. */
export const wordChanged = event<{ word: string }>('culture.word-changed');
