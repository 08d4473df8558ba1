import { event } from '../../kernel/events.ts';
import type { Id } from '../../kernel/ids.ts';

/** An administrator asked to take the demo world away; what real members made stays. */
export const demoRemovalAsked = event<{ personId: Id }>('operations.demo_removal_asked');
