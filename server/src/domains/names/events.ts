import { event } from '../../kernel/events.ts';
import type { Id } from '../../kernel/ids.ts';

/** Somebody proposed a name to whoever asked for one. */
export const nameProposed = event<{ nameId: Id; personId: Id; authorId: Id }>('name.proposed');

/** A name that somebody proposed is worn now. */
export const nameAccepted = event<{ nameId: Id; personId: Id; authorId: Id }>('name.accepted');
