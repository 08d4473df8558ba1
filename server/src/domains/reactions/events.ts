import { event } from '../../kernel/events.ts';
import type { Id } from '../../kernel/ids.ts';
import type { ReactionKind, ReactionName } from './rules.ts';

export interface ReactionMade {
  kind: ReactionKind;
  id: Id;
  /** Who did it. Somebody who likes their own things is their own owner: no notice. */
  personId: Id;
  ownerId: Id;
  reactionId: Id;
}

export const liked = event<ReactionMade>('reactions.liked');
export const saved = event<ReactionMade>('reactions.saved');

export const MADE: Record<ReactionName, typeof liked> = { like: liked, save: saved };
