import { event } from '../../kernel/events.ts';

export const topicMerged = event<{ fromId: string; intoId: string }>('topics.merged');
