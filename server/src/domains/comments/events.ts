import { event } from '../../kernel/events.ts';
import type { Id } from '../../kernel/ids.ts';

export interface CommentCreated {
  commentId: Id;
  noteId: Id;
  authorId: Id;
  noteAuthorId: Id;
  /** Whose comment it answers; null on the first level. */
  answersId: Id | null;
  mentionedIds: Id[];
}

export const commentCreated = event<CommentCreated>('comment.created');
export const commentRemoved = event<{ commentId: Id; noteId: Id; authorId: Id; by: 'author' | 'moderator' }>(
  'comment.removed',
);
