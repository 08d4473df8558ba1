import { sql } from 'kysely';
import { subscribe } from '../../kernel/events.ts';
import type { Context } from '../../kernel/context.ts';
import type { Id } from '../../kernel/ids.ts';
import { commentsFor } from '../comments/index.ts';
import { tellStanding } from '../inbox/index.ts';
import { personErased } from '../people/index.ts';
import { removalOf } from '../verdicts/index.ts';
import { judged, type JudgedThing } from './events.ts';

/** Whoever made a thing hears that it was taken down, and why; and that it is back. */
async function tellOwner(ctx: Context, { kind, id, ownerId }: JudgedThing & { ownerId: Id }): Promise<void> {
  const removal = await removalOf(ctx, { kind, id });
  const about = `verdict:${removal?.id}`;
  const decision = removal && { act: about, about, rule: removal.rule, reason: removal.reason };
  // What its place alone is left of does not come back with a decision.
  if (!removal && kind === 'comment' && (await commentsFor(ctx, [id])).get(id)?.removed) return;
  await tellStanding(ctx, {
    personId: ownerId,
    noteId: kind === 'note' ? id : null,
    commentId: kind === 'comment' ? id : null,
    decision,
  });
}

/** Of somebody erased, neither what they said nor what was kept of it stays. */
export const subscriptions = [
  subscribe(judged, 'moderation.tell', tellOwner),
  subscribe(personErased, 'moderation.erase', async ({ db }, { personId }) => {
    await sql`update reports set reporter_id = null, words = '' where reporter_id = ${personId}`.execute(db);
    await sql`delete from reports where about_id = ${personId}`.execute(db);
  }),
];
