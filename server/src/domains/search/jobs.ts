import type { Context } from '../../kernel/context.ts';
import { subscribe, task } from '../../kernel/events.ts';
import type { Id } from '../../kernel/ids.ts';
import { together } from '../../kernel/together.ts';
import { transact } from '../../kernel/transaction.ts';
import {
  noteCreated,
  noteDeleted,
  noteEdited,
  noteErased,
  noteIdsAbout,
  noteIdsAfter,
  noteRestored,
} from '../notes/index.ts';
import { topicMerged, topicNamed } from '../topics/index.ts';
import { indexMissing, indexNotes } from './commands.ts';

/** Jobs that run at the same time are written together. */
const indexOne = together<Id, void>(async (ctx, ids) => {
  await indexNotes(ctx, [...new Set(ids)]);
  return ids.map(() => undefined);
});

const index = (ctx: Context, { noteId }: { noteId: Id }) => indexOne(ctx, noteId);

/** Each asks how the note is now, so their order does not matter. */
export const subscriptions = [
  subscribe(noteCreated, 'search.created', index),
  subscribe(noteEdited, 'search.edited', index),
  subscribe(noteDeleted, 'search.deleted', index),
  subscribe(noteRestored, 'search.restored', index),
  subscribe(noteErased, 'search.erased', index),
  subscribe(topicNamed, { name: 'search.topic-named', priority: 10 }, (ctx, { topicId }) =>
    indexAbout(ctx, [topicId]),
  ),
  subscribe(topicMerged, { name: 'search.topic-merged', priority: 10 }, (ctx, { fromId, intoId }) =>
    indexAbout(ctx, [fromId, intoId]),
  ),
];

/** Notes are found by all names of their topics, so those change with them. */
async function indexAbout(ctx: Context, topicIds: readonly string[]): Promise<void> {
  await indexNotes(ctx, await noteIdsAbout(ctx, topicIds));
}

const BATCH = 500;

/** Goes through all notes in batches, one job each, and makes the documents that are not there. */
export const backfill = task(
  { name: 'search.backfill', priority: 10 },
  async (ctx, { after = '0' }: { after?: Id }) => {
    const ids = await noteIdsAfter(ctx, { after, limit: BATCH });
    await indexMissing(ctx, ids);
    const last = ids.at(-1);
    if (last !== undefined && ids.length === BATCH)
      await transact(ctx, async (tx) => tx.enqueue(backfill, { after: last }));
  },
);

export const tasks = [backfill];
export const crontab = '7 4 * * * search.backfill';
