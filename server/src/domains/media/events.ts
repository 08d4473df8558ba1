import { event } from '../../kernel/events.ts';

/** Pictures whose bytes must go. */
export const mediaRemoved = event<{ ids: string[] }>('media.removed');
