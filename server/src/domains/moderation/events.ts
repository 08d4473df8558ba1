import { event } from '../../kernel/events.ts';
import type { Id } from '../../kernel/ids.ts';
import type { Subject } from './subjects.ts';

/** What is taken down by a verdict; a suggested sentence is not, it is put back. */
export interface JudgedThing {
  kind: Exclude<Subject['kind'], 'correction'>;
  id: Id;
}

/** A thing was taken down, or a decision that took it down was taken back; how it stands is asked when this is heard. */
export const judged = event<JudgedThing & { ownerId: Id }>('moderation.judged');
