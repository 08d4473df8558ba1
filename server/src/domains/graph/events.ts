import { event } from '../../kernel/events.ts';
import type { Id } from '../../kernel/ids.ts';

export const followed = event<{ personId: Id; followedId: Id }>('graph.followed');
export const unfollowed = event<{ personId: Id; followedId: Id }>('graph.unfollowed');
export const blocked = event<{ personId: Id; blockedId: Id }>('graph.blocked');
