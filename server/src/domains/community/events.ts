import { event } from '../../kernel/events.ts';

/** Name, rules or settings of the community changed. */
export const communityChanged = event('community.changed');
