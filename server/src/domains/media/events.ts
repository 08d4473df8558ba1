import { event } from '../../kernel/events.ts';

/** What pictures say, or what is said of them for who does not see them, is known or another. */
export const pictureSaid = event<{ ids: string[] }>('media.said');
/** Pictures whose bytes must go. */
export const mediaRemoved = event<{ ids: string[] }>('media.removed');
