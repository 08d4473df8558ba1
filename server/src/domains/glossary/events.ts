import { event } from '../../kernel/events.ts';
import type { Id } from '../../kernel/ids.ts';

/** A word that somebody proposed is agreed on, or not taken up; by somebody else's word or by votes. */
export const termDecided = event<{ termId: Id; giverId: Id; accepted: boolean }>('glossary.term-decided');
