import { setDemo } from '../domains/community/index.ts';
import { noteIdsWithOthers } from '../domains/comments/index.ts';
import { dropFollowsOf } from '../domains/graph/index.ts';
import { eraseNotes, noteIdsBy } from '../domains/notes/index.ts';
import { eraseMediaOf } from '../domains/media/index.ts';
import { demoPeople, removeDemoPeople } from '../domains/people/index.ts';
import type { Context } from '../kernel/context.ts';
import { subscribe } from '../kernel/events.ts';
import { demoRemovalAsked } from '../domains/operations/index.ts';
import { transact } from '../kernel/transaction.ts';
import { forgetThings } from './things.ts';

/**
 * Takes the demo world away and leaves what real members made: a demo note under which a member commented stays, and with it
 * its author. Answers how much went and how much stayed.
 */
export async function removeDemo(
  ctx: Context,
): Promise<{ notes: number; people: number; keptNotes: number }> {
  await setDemo(ctx, { state: 'removing', progress: 0 });
  const people = await demoPeople(ctx);
  const notes = await noteIdsBy(ctx, people);
  const kept = await noteIdsWithOthers(ctx, { notes: notes.map(({ id }) => id), people });
  const gone = notes.filter(({ id }) => !kept.has(id));
  for (let from = 0; from < gone.length; from += BATCH) {
    await eraseNotes(
      ctx,
      gone.slice(from, from + BATCH).map(({ id }) => id),
    );
    await setDemo(ctx, { state: 'removing', progress: from / gone.length });
  }
  const authors = new Set(notes.filter(({ id }) => kept.has(id)).map(({ authorId }) => authorId));
  const left = people.filter((id) => !authors.has(id));
  await transact(ctx, (tx) => dropFollowsOf(tx, left));
  await eraseMediaOf(ctx, left);
  await transact(ctx, (tx) => removeDemoPeople(tx, left));
  await forgetThings(ctx);
  await setDemo(ctx, { state: 'removed', progress: 1 });
  return { notes: gone.length, people: left.length, keptNotes: kept.size };
}

const BATCH = 50;

export const subscriptions = [
  subscribe(demoRemovalAsked, 'demo.remove', async (ctx) => {
    ctx.log.info(await removeDemo(ctx), 'the demo world was removed');
  }),
];
