import { event } from '../../kernel/events.ts';

/** A topic has one more name, or one in another language. */
export const topicNamed = event<{ topicId: string }>('topics.named');
export const topicMerged = event<{ fromId: string; intoId: string }>('topics.merged');
