import { event } from '../../kernel/events.ts';
import type { Id } from '../../kernel/ids.ts';
import type { Subject } from './subjects.ts';

/** A thing was taken down, or a decision that took it down was taken back; how it stands is asked when this is heard. */
export const judged = event<Subject & { ownerId: Id }>('moderation.judged');
