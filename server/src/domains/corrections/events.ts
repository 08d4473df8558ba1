import { event } from '../../kernel/events.ts';
import type { Id } from '../../kernel/ids.ts';

export interface CorrectionEvent {
  correctionId: Id;
  giverId: Id;
  /** Whose text it is; null where it is the community's. */
  aboutId: Id | null;
  noteId: Id | null;
  commentId: Id | null;
  /** What it is of, as `kind:id`. */
  text?: string;
}

export const correctionGiven = event<CorrectionEvent>('correction.given');
/** It came into force; `byId` is whoever accepted it, null where votes did. */
export const correctionAccepted = event<CorrectionEvent & { byId: Id | null }>('correction.accepted');
